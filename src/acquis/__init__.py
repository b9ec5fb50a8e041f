"""Acquis: the open microcredential network and virtual skills passport."""
