"""``python -m refcheck``: the command line, where the command itself is not on the path."""

from refcheck.cli import main

if __name__ == "__main__":
    main()
