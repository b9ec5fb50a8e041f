"""Sets of contexts made for one test."""

from __future__ import annotations

import hashlib
import json

from sceau.linked_data.contexts import Contexts


def one_term(meaning: str) -> Contexts:
    """The bundled contexts, and one at `https://a.example/c` in which `t` means ``meaning``."""
    body = json.dumps({"@context": {"t": meaning, "id": "@id"}}).encode()
    return Contexts.bundled().with_extra({"https://a.example/c": (body, hashlib.sha256(body).hexdigest())})
