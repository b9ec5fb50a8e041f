"""JSON Web Signatures: a document inside a signed text."""
