"""eddsa-jcs-2022 (VC Data Integrity EdDSA 1.0 §3.3): the signature covers the JSON values themselves."""

from __future__ import annotations

from sceau.encoding import jcs
from sceau.encoding.strict_json import JsonObject, JsonValue
from sceau.errors import InputError
from sceau.linked_data.contexts import Contexts
from sceau.proofs.suite import EddsaSuite, both_digests


class EddsaJcs2022(EddsaSuite):
    """See `sceau.proofs.suite.Cryptosuite`."""

    name = "eddsa-jcs-2022"

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        return proof | {"@context": document["@context"]} if "@context" in document else proof

    def digest(self, document: JsonObject, options: JsonObject, contexts: Contexts, pointer: str) -> bytes:
        if "@context" in options:
            # §3.3.2 steps 3 and 4: contexts may have been appended since, and are left out again
            signed, present = _listed(options["@context"]), _listed(document.get("@context"))
            if present[: len(signed)] != signed:
                raise InputError("proof_signature_invalid", f"{pointer}/@context", "contexts changed since")
            document = document | {"@context": options["@context"]}
        return both_digests(jcs.canonicalize(options), jcs.canonicalize(document))


def _listed(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else [value]


SUITE = EddsaJcs2022()
