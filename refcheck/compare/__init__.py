"""Comparators, one field a file."""
