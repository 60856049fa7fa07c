"""The generated pages of docs/, one file a page; `tools/generate_docs.py` writes them."""
