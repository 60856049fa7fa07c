"""A file replaced in one step: it has its old bytes or its new ones, whatever happens in between."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from refcheck.errors import UnreadableInputError


def replace_file(path: Path, old: bytes, new: bytes) -> None:
    """Write `new` in place of `old`. A link stays a link to its target, which is replaced; the mode is kept.

    Raises:
        UnreadableInputError: it may not be written, or was changed by someone else in the meantime.
    """
    target = path.resolve()
    temporary = None
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(13, "no right to write it")
        if target.read_bytes() != old:
            raise UnreadableInputError(str(path), "was changed meanwhile.", "Nothing was written; run again.")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except OSError as error:
        raise UnreadableInputError(
            str(path), f"cannot be written: {error.strerror or error}.", "It was left as it is."
        ) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
