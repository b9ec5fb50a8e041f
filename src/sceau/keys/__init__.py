"""Public and private keys: Multikey, JWK, Ed25519."""
