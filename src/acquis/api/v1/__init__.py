"""Version 1 of the API: the open catalogue for everybody, definitions and offers for an organization's programs."""
