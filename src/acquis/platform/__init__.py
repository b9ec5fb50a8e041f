"""Mechanisms without a domain: actor, clock, jobs, news, links, private files, translatable text."""
