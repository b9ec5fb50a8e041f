"""One module per DID method, each unaware of the others."""
