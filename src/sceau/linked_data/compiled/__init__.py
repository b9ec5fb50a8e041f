"""Canonical N-Quads straight from the values, for documents of a shape that was seen before."""
