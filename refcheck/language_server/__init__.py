"""The language server: findings, evidence and fixes in an editor, while an article or a .bib file is written."""
