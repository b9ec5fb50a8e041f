"""Status lists, brought and believed: one module for each kind of list."""
