"""One module per Data Integrity cryptosuite, each unaware of the others."""
