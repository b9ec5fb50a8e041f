"""What the log says: everything but the secrets that stand in addresses.

The framework writes the path of every refused request, and a refused request may carry a live capability link.
"""

from __future__ import annotations

import logging
import re

# A share, a claim, a partner's request, the end of alerts, and the sign-in library's link for a new password.
_SECRET = re.compile(r"(/(?:s|c|e|a)/|/reset/key/|/confirm-email/)[^/\s?#'\"]+")


class Discreet(logging.Formatter):
    """The usual format, tracebacks included, with every secret of an address left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return _SECRET.sub(r"\1…", super().format(record))
