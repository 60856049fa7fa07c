"""refcheck: checks that each reference of an article is what the article says it is."""

__version__ = "0.1.0"
