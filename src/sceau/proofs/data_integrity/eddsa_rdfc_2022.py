"""eddsa-rdfc-2022 (VC Data Integrity EdDSA 1.0 §3.2): the signature covers RDF, whatever its JSON spelling."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.linked_data.canonical import to_nquads
from sceau.linked_data.contexts import Contexts
from sceau.proofs.suite import EddsaSuite, both_digests


class EddsaRdfc2022(EddsaSuite):
    """See `sceau.proofs.suite.Cryptosuite`."""

    name = "eddsa-rdfc-2022"

    def options(self, document: JsonObject, proof: JsonObject) -> JsonObject:
        return proof

    def digest(self, document: JsonObject, options: JsonObject, contexts: Contexts, pointer: str) -> bytes:
        # §3.2.5: the options are read with the document's own contexts
        configuration = {"@context": document.get("@context")} | {
            name: value for name, value in options.items() if name != "@context"
        }
        canonical_document = to_nquads(document, contexts)
        try:
            canonical_options = to_nquads(configuration, contexts)
        except InputError as error:
            raise InputError(error.code, pointer + error.pointer, error.detail) from error
        return both_digests(canonical_options.encode(), canonical_document.encode())


SUITE = EddsaRdfc2022()
