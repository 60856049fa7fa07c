"""What is in a document: identifiers, references, citations and claims."""
