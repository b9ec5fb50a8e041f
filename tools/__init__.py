"""The workshop behind `dev.py`: standard library, but for `messages` and `templates`, which run inside `.venv`."""
