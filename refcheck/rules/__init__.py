"""The rules, one family a file: record and agreement in, findings out."""
