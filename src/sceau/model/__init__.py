"""Credentials as typed views over the documents they are; unknown members survive."""
