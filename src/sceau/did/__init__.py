"""Decentralized identifiers: documents, and the methods that find them."""
