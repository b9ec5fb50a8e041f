"""The peers: other people's software, each behind the same few acts as ours.

A module here has `acts(setup)`, from the name of an act to a function from text to text, and `VERSION`. It imports
what it measures inside of them, so that a peer that is not installed says so instead of stopping the run.
"""
