"""Open Badges 2.0 and 2.1, and what 1.1 left behind: read, never written."""
