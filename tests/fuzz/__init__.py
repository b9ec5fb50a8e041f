"""Hostile input for every parser, for a bounded time: `python3 dev.py fuzz`. Nothing here is part of the test run."""
