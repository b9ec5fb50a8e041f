"""The only rooms of the engine with a socket: the guarded fetcher, and a cache in front of it."""
