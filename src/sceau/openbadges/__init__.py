"""Open Badges 3.0: built, read back for people, and baked into pictures."""
