"""One file per kind of installation."""
