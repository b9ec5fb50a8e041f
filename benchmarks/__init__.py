"""Measurements against peers, each in one run on one machine: `python3 dev.py bench`."""
