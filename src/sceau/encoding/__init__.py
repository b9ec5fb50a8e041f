"""Bytes and text: strict JSON, JSON Pointer, JCS, base64url, multibase."""
