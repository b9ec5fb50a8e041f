"""Showing: what a holder does with credentials — part of one, or several together."""

from sceau.presenting.derive import base_method, derive
from sceau.presenting.present import present

__all__ = ["base_method", "derive", "present"]
