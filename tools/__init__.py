"""The workshop behind `dev.py`. Only `messages` and `bench` run inside the environment; the rest is standard library."""
