"""Sceau: issue and verify Open Badges 3.0 and W3C Verifiable Credentials 2.0.

The engine of Acquis, usable alone. It has no clock, no socket and no framework of its own: the time, the
network and the random source are handed in.
"""
