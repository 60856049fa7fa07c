"""Indexes of works, one a file: identifiers to records."""
