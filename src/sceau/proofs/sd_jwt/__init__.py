"""Selective Disclosure for JWTs (RFC 9901): the issuer signs digests, the holder shows what lies behind them."""
