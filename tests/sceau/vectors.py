"""Other people's test vectors: read where they lie, never copied into the project.

`$ACQUIS_VECTORS` says where; else a folder `shared/vectors` beside the checkout. A clone without them passes its own
suite: modules named `test_*_vectors.py` are then not collected, and the summary says so.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from sceau.linked_data.contexts import Contexts

_REPOSITORY = Path(__file__).resolve().parents[2]
_EXAMPLES = {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
# Enough of the citizenship vocabulary for the two documents that use it.
_CITIZENSHIP: dict[str, Any] = {
    "@version": 1.1,
    **{
        name: {"@id": f"https://schema.org/{name}"}
        for name in ("additionalName", "familyName", "gender", "givenName", "identifier")
    },
    "image": {"@id": "https://schema.org/image", "@type": "@id"},
    "Person": "https://schema.org/Person",
    **{
        name: f"https://w3id.org/citizenship#{name}"
        for name in (
            *("EmploymentAuthorizationDocumentCredential", "EmployablePerson", "EmploymentAuthorizationDocument"),
            *("birthCountry", "employmentAuthorizationDocument", "lprCategory", "lprNumber"),
            *("PermanentResidentCardCredential", "PermanentResident", "PermanentResidentCard"),
            *("commuterClassification", "permanentResidentCard"),
        )
    },
    "birthDate": {"@id": "https://schema.org/birthDate", "@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "residentSince": {
        "@id": "https://w3id.org/citizenship#residentSince",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    },
}


def root() -> Path | None:
    """The folder of vectors, None on a machine without it."""
    named = os.environ.get("ACQUIS_VECTORS")
    place = Path(named) if named else _REPOSITORY.parent / "shared" / "vectors"
    return place if place.is_dir() else None


def folder(name: str) -> Path:
    """A folder of vectors; only for modules that are collected when there are some."""
    place = root()
    assert place is not None
    return place / name


def read_json(path: Path) -> Any:
    """A JSON file of the vectors."""
    return json.loads(path.read_text())


@cache
def contexts() -> Contexts:
    """The bundled contexts, and those that only the vectors use."""
    extra = {
        "https://www.w3.org/ns/credentials/examples/v2": _EXAMPLES,
        "https://w3id.org/citizenship/v4rc1": _CITIZENSHIP,
    }
    bodies = {url: json.dumps({"@context": context}).encode() for url, context in extra.items()}
    return Contexts.bundled().with_extra(
        {url: (body, hashlib.sha256(body).hexdigest()) for url, body in bodies.items()}
    )
