"""Public and private keys: Multikey, JWK, and one module for each algorithm."""
