"""Problems and the catalogue of their stable codes, each with the clause it comes from.

Codes are data for the caller, who words them; sentences for people live in the product and in the command line.
"""

from __future__ import annotations

from sceau.errors import SceauError
from sceau.records import record


@record
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        code: a key of `CATALOGUE`.
        pointer: JSON Pointer (RFC 6901) into the document, "" for the whole of it.
        detail: short technical note, never shown as a sentence.
    """

    code: str
    pointer: str = ""
    detail: str = ""

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(f"problem code {self.code!r} is not in the catalogue")

    def __reduce__(self) -> tuple[type[Problem], tuple[str, str, str]]:
        """Problems travel between processes by the thousand: this is much faster than what dataclasses do."""
        return Problem, (self.code, self.pointer, self.detail)

    @classmethod
    def of(cls, error: SceauError) -> Problem:
        """The problem that an engine error describes."""
        return cls(error.code, error.pointer, error.detail)

    def to_json(self) -> dict[str, str]:
        """`{"code", "pointer"}`, with `"detail"` when there is one."""
        found = {"code": self.code, "pointer": self.pointer}
        return found | {"detail": self.detail} if self.detail else found


CATALOGUE: dict[str, str] = {
    # JSON (RFC 8259, RFC 7493)
    "json_malformed": "RFC 8259 §2",
    "json_duplicate_key": "RFC 7493 §2.3",
    "json_too_large": "limit of this implementation",
    "json_too_deep": "limit of this implementation",
    "json_number_invalid": "RFC 8259 §6",
    "json_character_forbidden": "RFC 7493 §2.1",
    # Encodings and keys
    "multibase_malformed": "Controlled Identifiers 1.0 §2.4",
    "key_malformed": "Controlled Identifiers 1.0 §2.2.2",
    "key_type_unsupported": "Controlled Identifiers 1.0 §2.2.2",
    # Linked data
    "context_missing": "VC Data Model 2.0 §4.3",
    "context_unknown": "VC Data Integrity 1.0 §2.4.1",
    "context_inline": "VC Data Integrity 1.0 §2.4.1",
    "context_altered": "VC Data Model 2.0 §B.1",
    "term_undefined": "VC Data Integrity 1.0 §2.4.1",
    "term_protected_redefined": "JSON-LD 1.1 §4.1.11",
    "term_respelled": "VC Data Integrity 1.0 §2.4.1",
    "iri_relative": "VC Data Model 2.0 §4.4",
    "identifier_repeated": "VC Data Integrity 1.0 §2.4.1",
    "linked_data_malformed": "JSON-LD 1.1 API §5",
    "canonicalization_budget_exceeded": "RDF Dataset Canonicalization 1.0 §7.1",
    # DIDs
    "did_malformed": "DID Core 1.0 §3.1",
    "did_method_unsupported": "DID Resolution §4.4",
    "did_document_invalid": "DID Core 1.0 §4",
    "did_unreachable": "did:web §2.5.2",
    "verification_method_missing": "Controlled Identifiers 1.0 §3.3",
    # The credential's shape
    "credential_malformed": "VC Data Model 2.0 §4",
    "member_missing": "VC Data Model 2.0 §4",
    "member_malformed": "VC Data Model 2.0 §4",
    "date_malformed": "VC Data Model 2.0 §4.9",
    "period_inverted": "VC Data Model 2.0 §4.9",
    "format_unrecognized": "limit of this implementation",
    "format_unsupported": "limit of this implementation",
    # Proofs
    "proof_missing": "VC Data Model 2.0 §4.12",
    "proof_type_unsupported": "VC Data Integrity 1.0 §3.1",
    "proof_member_missing": "VC Data Integrity 1.0 §2.1",
    "proof_malformed": "VC Data Integrity 1.0 §2.1",
    "proof_purpose_wrong": "VC Data Integrity 1.0 §2.1",
    "proof_key_mismatch": "VC Data Integrity EdDSA 1.0 §2.1.1; VC Data Integrity ECDSA 1.0 §2.1.1",
    "proof_value_malformed": "VC Data Integrity EdDSA 1.0 §3.2.2",
    "proof_signature_invalid": "VC Data Integrity EdDSA 1.0 §3.2.7",
    "proof_chain_broken": "VC Data Integrity 1.0 §2.1.2",
    "proof_expired": "VC Data Integrity 1.0 §2.1",
    "proof_not_yet_valid": "VC-JOSE-COSE §3.1.3; RFC 7519 §4.1.5",
    "proof_base_needed": "VC Data Integrity ECDSA 1.0 §3.4",
    "proof_challenge_differs": "VC Data Integrity 1.0 §2.1",
    "proof_domain_differs": "VC Data Integrity 1.0 §2.1",
    "pointer_unmatched": "VC Data Integrity ECDSA 1.0 §3.4.13",
    # JSON Web Signatures and Tokens
    "jws_malformed": "RFC 7515 §7.1",
    "jws_critical_unsupported": "RFC 7515 §4.1.11",
    "jws_algorithm_forbidden": "RFC 8725 §3.1",
    "jws_algorithm_mismatch": "RFC 8725 §3.1",
    "jws_algorithm_unsupported": "RFC 7515 §4.1.1",
    "jws_type_wrong": "RFC 8725 §3.11",
    "jws_signature_invalid": "RFC 7515 §5.2",
    "jws_key_unidentified": "RFC 7515 §4.1.4",
    "jws_key_chain_unsupported": "RFC 7515 §4.1.6",
    "jwt_claim_missing": "RFC 7519 §4.1",
    "jwt_claim_malformed": "RFC 7519 §4.1",
    "jwt_claims_disagree": "VC Data Model 1.1 §6.3.1; Securing VCs using JOSE and COSE §3.1; Open Badges 3.0 §8.2.6.1",
    # Selective Disclosure JWT
    "sd_jwt_malformed": "RFC 9901 §4",
    "sd_jwt_disclosure_malformed": "RFC 9901 §4.2",
    "sd_jwt_disclosure_unused": "RFC 9901 §7.1",
    "sd_jwt_digest_repeated": "RFC 9901 §7.1",
    "sd_jwt_claim_collision": "RFC 9901 §7.1",
    "sd_jwt_hash_unsupported": "RFC 9901 §4.1.1",
    "sd_jwt_claim_hidden": "RFC 9901 §9.7; SD-JWT-based Verifiable Digital Credentials §2.2.2.3",
    "sd_jwt_key_binding_missing": "RFC 9901 §7.3",
    "sd_jwt_key_binding_invalid": "RFC 9901 §7.3",
    "sd_jwt_key_binding_stale": "RFC 9901 §7.3",
    "issuer_metadata_malformed": "SD-JWT-based Verifiable Digital Credentials §4",
    "issuer_metadata_unreachable": "SD-JWT-based Verifiable Digital Credentials §4",
    # Who signed
    "issuer_key_not_controlled": "VC Data Integrity 1.0 §2.1; Open Badges 3.0 §9",
    "issuer_key_not_for_assertion": "Controlled Identifiers 1.0 §2.3.2",
    "issuer_key_revoked": "Controlled Identifiers 1.0 §2.2.1",
    "issuer_key_expired": "Controlled Identifiers 1.0 §2.2.1",
    "issuer_key_compromised": "Controlled Identifiers 1.0 §2.2.1",
    # Who shows it, and what is inside
    "holder_key_not_controlled": "VC Data Model 2.0 §4.13",
    "holder_not_subject": "VC Data Model 2.0 §8.7",
    "member_rejected": "VC Data Model 2.0 §4.13; Comprehensive Learner Record 2.0 §3",
    "member_to_check": "VC Data Model 2.0 §4.13; Comprehensive Learner Record 2.0 §3",
    "members_too_many": "limit of this implementation",
    "endorsement_unconfirmed": "Open Badges 3.0 §B.1.9",
    # Time and status
    "credential_expired": "VC Data Model 2.0 §4.9",
    "credential_not_yet_valid": "VC Data Model 2.0 §4.9",
    "credential_revoked": "Bitstring Status List 1.0 §3.2",
    "credential_suspended": "Bitstring Status List 1.0 §3.2",
    "credential_superseded": "Bitstring Status List 1.0 §2.1",
    "status_message_set": "Bitstring Status List 1.0 §2.1",
    "status_type_unsupported": "VC Data Model 2.0 §4.10",
    "status_entry_malformed": "Bitstring Status List 1.0 §2.1",
    "status_list_unreachable": "Bitstring Status List 1.0 §3.2",
    "status_list_malformed": "Bitstring Status List 1.0 §3.2",
    "status_list_id_differs": "Bitstring Status List 1.0 §2.2",
    "status_list_too_large": "limit of this implementation",
    "status_list_too_short": "Bitstring Status List 1.0 §3.2",
    "status_list_issuer_differs": "Bitstring Status List 1.0 §3.2",
    "status_list_proof_invalid": "Bitstring Status List 1.0 §3.2",
    "status_list_purpose_differs": "Bitstring Status List 1.0 §3.2",
    "status_list_out_of_date": "Bitstring Status List 1.0 §3.2",
    "status_index_out_of_range": "Bitstring Status List 1.0 §3.2",
    "status_value_unknown": "Token Status List §7.1",
    # Recognition
    "issuer_unknown": "Acquis register of recognised issuers",
    "issuer_kind_not_recognized": "Acquis register of recognised issuers",
    "issuer_recognition_suspended": "Acquis register of recognised issuers",
    "issuer_recognition_ended": "Acquis register of recognised issuers",
    "register_unreachable": "Acquis register of recognised issuers",
    "register_malformed": "Acquis register of recognised issuers",
    "register_proof_invalid": "Acquis register of recognised issuers",
    # Evidence
    "evidence_altered": "VC Data Model 2.0 §5.3",
    "evidence_not_shown": "VC Data Model 2.0 §5.3",
    "evidence_digest_malformed": "VC Data Model 2.0 §5.3",
    # Open Badges and learner records
    "context_misplaced": "Open Badges 3.0 §B; Comprehensive Learner Record 2.0 §B",
    "term_not_in_vocabulary": "Open Badges 3.0 §B; Comprehensive Learner Record 2.0 §B",
    "reference_broken": "Open Badges 3.0 §B; Comprehensive Learner Record 2.0 §B",
    "result_out_of_scale": "Open Badges 3.0 §B",
    # Badge pictures
    "badge_absent": "Open Badges 3.0 §5.3",
    "badge_ambiguous": "Open Badges 3.0 §5.3",
    "badge_malformed": "Open Badges 3.0 §5.3",
    "badge_too_large": "limit of this implementation",
    "badge_version_unsupported": "Open Badges 2.0 §5",
    # Open Badges 2.0 and 2.1
    "badge_host_gone": "Open Badges 2.0 §HostedBadge Verification",
    "badge_redirected": "Open Badges 2.0 §Data Validation",
    "badge_document_malformed": "Open Badges 2.0 §Data Validation",
    "badge_differs_from_host": "Open Badges 2.0 §HostedBadge Verification",
    "badge_revoked_by_host": "Open Badges 2.0 §Revoking Hosted Assertions",
    "badge_outside_scope": "Open Badges 2.0 §VerificationObject",
    # Fetching
    "fetch_scheme_forbidden": "limit of this implementation",
    "fetch_address_forbidden": "limit of this implementation",
    "fetch_redirect_forbidden": "did:web §2.5.2",
    "fetch_status": "RFC 9110 §15",
    "fetch_too_large": "limit of this implementation",
    "fetch_timeout": "limit of this implementation",
    "fetch_failed": "limit of this implementation",
    # Calls
    "usage_wrong": "documentation of this package",
}
