"""What the engine raises, sorted by who must act.

Every error carries a stable ``code`` (see `sceau.problems`), a JSON Pointer (RFC 6901) to the guilty member
and a technical ``detail`` that is never shown to a person as a sentence. Nothing else leaves the engine.
"""

from __future__ import annotations


class SceauError(Exception):
    """The root of the engine's exceptions.

    Attributes:
        code: stable identifier listed in `sceau.problems.CATALOGUE`.
        pointer: JSON Pointer to the guilty member, "" for the whole document.
        detail: short technical note in English, free of personal data.
    """

    def __init__(self, code: str, pointer: str = "", detail: str = "") -> None:
        super().__init__(": ".join(part for part in (code, pointer, detail) if part))
        self.code = code
        self.pointer = pointer
        self.detail = detail

    def __reduce__(self) -> tuple[type[SceauError], tuple[str, str, str]]:
        """As an exception with one text it could not be sent to another process."""
        return type(self), (self.code, self.pointer, self.detail)


class InputError(SceauError):
    """The document is at fault; its author must act."""


class ResolutionError(SceauError):
    """The world did not answer; try again later, or look elsewhere."""


class UsageError(SceauError):
    """The engine was called wrongly; its caller must act."""
