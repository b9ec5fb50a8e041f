"""What is published, in the words of others: schema.org for search engines, CTDL for registries of credentials."""
