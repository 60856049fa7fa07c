"""Readers, one file format a file: bytes to Document."""
