"""English sentences for the command line; the product has its own, in both languages.

Each problem says what was found and what to do about it.
"""

from __future__ import annotations

from sceau.cli.output import is_harmless
from sceau.problems import Problem

VERDICTS = {
    "verified": "Verified: genuine, unaltered, and in force.",
    "check": "Check this: not refuted, but something needs your attention.",
    "rejected": "Do not rely on this.",
}

PROOF_ONLY_VERIFIED = "Proof holds: the document is unaltered. Whose it is was not asked."

QUESTIONS = {
    "format": "Can it be read as a credential?",
    "context": "Do its words have one known meaning?",
    "proof": "Is it unaltered since it was signed?",
    "issuer": "Is the signing key the issuer's own?",
    "holder": "Is it shown by whom it was given to?",
    "validity": "Is this its time?",
    "status": "Is it free of revocation and suspension?",
    "recognition": "Does the register recognise the issuer?",
    "evidence": "Is the evidence at hand the evidence that was signed?",
    "endorsements": "Does anybody vouch for it?",
    "credentials": "Do the credentials inside hold?",
}

ANSWERS = {
    "passed": "yes",
    "failed": "NO",
    "inconclusive": "could not tell",
    "not_applicable": "does not apply",
}

KINDS = {
    "credential": "a credential",
    "presentation": "a presentation",
    "clr": "a learner record",
    "sd-jwt-vc": "an SD-JWT VC",
    "open-badge-2": "an Open Badge of version 2",
    "unknown": "",
}

TOPICS = {"achievement": "a badge", "endorsement": "an endorsement", "clr": "a learner record", "other": "a credential"}

CARRIERS = {
    "json": "",
    "text": "",
    "png": " in a PNG picture",
    "svg": " in an SVG picture",
    "pdf": " in a PDF",
    "unknown": "",
}

SECURED = {
    "embedded": "with its proof inside",
    "jwt": "as a signed text (JWT)",
    "sd-jwt": "as a signed text with parts that its holder may hide (SD-JWT)",
    "hosted": "vouched for by the place where it is kept",
}

UNSIGNED = "without a proof"

ROLES = {"credential": "A credential inside", "endorsement": "An endorsement inside"}

ABOUT_ANOTHER = "It does not vouch for what it stands in."

_NOT_JSON = "Ask for the original file, and do not copy it through an editor."
_REMAKE = "Ask its issuer to correct it and issue it again."
_LATER = "Try again later."
_TELL_ISSUER = "Ask its issuer."
_FORGED = "Ask the holder for the original, or its issuer whether it is genuine."
_SHOW_AGAIN = "Ask the holder to show it to you again."
_OTHER_TOOL = "Another verifier may be able to judge it."

PROBLEMS = {
    "json_malformed": f"This is not JSON. {_NOT_JSON}",
    "json_duplicate_key": f"A member occurs twice, and programs disagree on which one counts. {_REMAKE}",
    "json_too_large": f"It is larger than a credential can be. {_NOT_JSON}",
    "json_too_deep": f"It is nested deeper than a credential can be. {_REMAKE}",
    "json_number_invalid": f"A number is not one that every program reads alike. {_REMAKE}",
    "json_character_forbidden": f"A text holds a character that programs read differently. {_REMAKE}",
    "multibase_malformed": f"An encoded value cannot be decoded. {_REMAKE}",
    "key_malformed": f"The issuer's published key cannot be read. {_TELL_ISSUER}",
    "key_type_unsupported": f"The issuer uses a kind of key unknown here. {_OTHER_TOOL}",
    "context_missing": f"It does not begin with the context of credentials. {_REMAKE}",
    "context_unknown": f"It uses words from a context unknown here, so its meaning is open. {_OTHER_TOOL}",
    "context_inline": f"It brings its own definition of words, so what it seems to say may not be signed. {_FORGED}",
    "context_altered": "A context file of this installation was altered. Install the program again.",
    "term_undefined": f"It holds data that no signature can cover. {_FORGED}",
    "term_protected_redefined": f"It changes the meaning of a protected word. {_FORGED}",
    "term_respelled": f"A word is written in a way that hides it from readers. {_FORGED}",
    "iri_relative": f"An identifier is incomplete. {_REMAKE}",
    "identifier_repeated": f"Statements about it stand in an unusual place and may be overlooked. {_FORGED}",
    "linked_data_malformed": f"It is not sound linked data. {_REMAKE}",
    "canonicalization_budget_exceeded": f"It is built so that checking it would take for ever. {_FORGED}",
    "did_malformed": f"An identifier of a signer is malformed. {_REMAKE}",
    "did_method_unsupported": f"The signer is identified in a way unknown here. {_OTHER_TOOL}",
    "did_document_invalid": f"The signer's published identity cannot be read. {_TELL_ISSUER}",
    "did_unreachable": f"The signer's published identity could not be reached. {_LATER}",
    "verification_method_missing": f"The signer does not publish this key. {_TELL_ISSUER}",
    "credential_malformed": f"This is not a credential. {_NOT_JSON}",
    "member_missing": f"A required member is missing. {_REMAKE}",
    "member_malformed": f"A member does not have its required form. {_REMAKE}",
    "date_malformed": f"A date is not a full moment with its time zone. {_REMAKE}",
    "period_inverted": f"It ends before it begins. {_REMAKE}",
    "format_unrecognized": "This is neither JSON, signed text, PNG, SVG nor PDF. Ask for one of these.",
    "format_unsupported": f"This kind of document is recognised, but not read here yet. {_OTHER_TOOL}",
    "proof_missing": "Nobody signed it. Ask for the signed original.",
    "proof_type_unsupported": f"It is signed in a way unknown here. {_OTHER_TOOL}",
    "proof_member_missing": f"Its proof is incomplete. {_FORGED}",
    "proof_malformed": f"Its proof cannot be read. {_FORGED}",
    "proof_purpose_wrong": f"The signature was made for another purpose. {_FORGED}",
    "proof_key_mismatch": f"The signature names a key of another kind than it was made with. {_FORGED}",
    "proof_value_malformed": f"The signature itself cannot be read. {_FORGED}",
    "proof_signature_invalid": f"It was altered after it was signed, or was never signed by this key. {_FORGED}",
    "proof_chain_broken": f"A signature refers to another one that is gone. {_FORGED}",
    "proof_expired": f"The signature was meant to count until an earlier day. {_TELL_ISSUER}",
    "proof_not_yet_valid": f"The signature is meant to count from a later day. {_TELL_ISSUER}",
    "proof_base_needed": "This proof is meant for its holder alone. Ask the holder for one derived from it.",
    "proof_challenge_differs": f"It does not answer the challenge that was set: it may be a recording. {_SHOW_AGAIN}",
    "proof_domain_differs": f"It was made to be shown to somebody else. {_SHOW_AGAIN}",
    "pointer_unmatched": "A chosen member is not in the document. Check what was chosen.",
    "jws_malformed": f"This signed text cannot be read. {_NOT_JSON}",
    "jws_critical_unsupported": f"It demands of its readers something that is unknown here. {_REMAKE}",
    "jws_algorithm_forbidden": f"It is not signed, or only with a secret that others share. {_FORGED}",
    "jws_algorithm_mismatch": f"It says that it is signed in a way that does not belong to the key. {_FORGED}",
    "jws_algorithm_unsupported": f"It is signed with an algorithm unknown here. {_OTHER_TOOL}",
    "jws_type_wrong": "By its own word this signed text is no credential. Ask for the credential itself.",
    "jws_signature_invalid": f"It was altered after it was signed, or was never signed by this key. {_FORGED}",
    "jws_key_unidentified": f"It does not say which key signed it. {_REMAKE}",
    "jws_key_chain_unsupported": f"Its key comes with a chain of certificates, which is not judged here. {_OTHER_TOOL}",
    "jwt_claim_missing": f"A statement that this kind of signed text needs is missing. {_REMAKE}",
    "jwt_claim_malformed": f"A statement of the signed text does not have its required form. {_REMAKE}",
    "jwt_claims_disagree": f"The signed text contradicts the credential inside. {_REMAKE}",
    "sd_jwt_malformed": f"This signed text with hidden parts cannot be read. {_NOT_JSON}",
    "sd_jwt_disclosure_malformed": f"A part that was shown cannot be read. {_SHOW_AGAIN}",
    "sd_jwt_disclosure_unused": f"A part is shown that the issuer never signed. {_FORGED}",
    "sd_jwt_digest_repeated": f"One hidden part stands in two places. {_FORGED}",
    "sd_jwt_claim_collision": f"A part that was shown would take the place of another one. {_FORGED}",
    "sd_jwt_hash_unsupported": f"Its hidden parts are fingerprinted in a way unknown here. {_OTHER_TOOL}",
    "sd_jwt_claim_hidden": f"It hides a part that must never be hidden, or uses a reserved word. {_REMAKE}",
    "sd_jwt_key_binding_missing": f"Its holder did not sign to show it. {_SHOW_AGAIN}",
    "sd_jwt_key_binding_invalid": f"Somebody else signed to show it, or signed for other parts of it. {_FORGED}",
    "sd_jwt_key_binding_stale": f"Its holder signed long ago to show it: it may be a recording. {_SHOW_AGAIN}",
    "issuer_metadata_malformed": f"What the issuer publishes about its keys cannot be read. {_TELL_ISSUER}",
    "issuer_metadata_unreachable": f"What the issuer publishes about its keys could not be reached. {_LATER}",
    "issuer_key_not_controlled": f"Somebody else than the named issuer signed it. {_FORGED}",
    "issuer_key_not_for_assertion": f"The issuer does not use this key for credentials. {_TELL_ISSUER}",
    "issuer_key_expired": f"The key was out of use when it signed. {_TELL_ISSUER}",
    "issuer_key_revoked": f"The key had been revoked when it signed. {_FORGED}",
    "issuer_key_compromised": "The key has been revoked since. The date of signing is only the signer's word: ask its"
    " issuer to confirm it or to issue it again.",
    "holder_key_not_controlled": f"Somebody else signed to show it than the holder it names. {_FORGED}",
    "holder_not_subject": "A credential inside was given to somebody else. Ask the holder why they show it.",
    "member_rejected": "A credential inside is not to be relied on. Read its own report.",
    "member_to_check": "A credential inside needs your attention. Read its own report.",
    "members_too_many": "It holds more documents than are looked at. Verify the others one by one.",
    "endorsement_unconfirmed": "An endorsement could not be confirmed. The credential stands without it.",
    "credential_expired": "Its period of validity is over. It was genuine in its time; ask whether it was renewed.",
    "credential_not_yet_valid": "Its period of validity has not begun.",
    "credential_revoked": f"Its issuer has revoked it. {_TELL_ISSUER}",
    "credential_suspended": "Its issuer has suspended it for now. Check again later, or ask its issuer.",
    "credential_superseded": "Its issuer has replaced it by a newer one. Ask the holder for that one.",
    "status_message_set": f"Its issuer has attached a message to its status. {_TELL_ISSUER}",
    "status_type_unsupported": f"Its status is published in a way unknown here. {_TELL_ISSUER}",
    "status_entry_malformed": f"It does not say properly where its status is published. {_REMAKE}",
    "status_list_unreachable": f"The list of revocations could not be reached. {_LATER}",
    "status_list_malformed": f"The list of revocations cannot be read. {_TELL_ISSUER}",
    "status_list_id_differs": f"Another list was found where the list of revocations should be. {_TELL_ISSUER}",
    "status_list_too_large": f"The list of revocations is larger than one can be. {_TELL_ISSUER}",
    "status_list_too_short": f"The list of revocations is shorter than the rule allows. {_TELL_ISSUER}",
    "status_list_issuer_differs": f"The list of revocations is by somebody else. {_TELL_ISSUER}",
    "status_list_proof_invalid": f"The list of revocations is not signed by the issuer. {_TELL_ISSUER}",
    "status_list_purpose_differs": f"The list found serves another purpose. {_TELL_ISSUER}",
    "status_list_out_of_date": f"The list of revocations is out of date. {_LATER}",
    "status_index_out_of_range": f"The list of revocations has no place for it. {_TELL_ISSUER}",
    "status_value_unknown": f"Its issuer has given it a status whose meaning is unknown here. {_TELL_ISSUER}",
    "issuer_unknown": "The issuer is not in the register. That is no forgery: decide whether you know this issuer.",
    "issuer_kind_not_recognized": "The register recognises the issuer, but not for this kind of credential.",
    "issuer_recognition_suspended": "The register has suspended the issuer. Ask its publisher.",
    "issuer_recognition_ended": "The register did not recognise the issuer on the day of the award.",
    "register_unreachable": f"The register did not answer. {_LATER}",
    "register_malformed": "The register cannot be read. Ask its publisher.",
    "register_proof_invalid": "The register is not signed by its publisher, or its publisher cannot be reached.",
    "evidence_altered": "A file is not the one that was signed. Ask the holder for the original file.",
    "evidence_not_shown": "A file of evidence is not at hand. Ask the holder if you need it.",
    "evidence_digest_malformed": f"The fingerprint of a file of evidence cannot be read. {_REMAKE}",
    "context_misplaced": f"Its contexts do not stand in the order that the standard asks for. {_REMAKE}",
    "term_not_in_vocabulary": f"A value is not one of those that the standard lists. {_REMAKE}",
    "reference_broken": f"It points to something that it does not hold. {_REMAKE}",
    "result_out_of_scale": f"A result lies outside the scale that it gives itself. {_REMAKE}",
    "badge_absent": "There is no credential inside this picture or PDF. Ask for it as it was downloaded.",
    "badge_ambiguous": "The file holds more than one credential. Ask for the original.",
    "badge_malformed": "The file is damaged. Ask for the original.",
    "badge_too_large": "The file is larger than a badge can be. Ask for the original.",
    "badge_version_unsupported": f"This is an Open Badge of version 2, which is only verified here. {_OTHER_TOOL}",
    "badge_host_gone": f"The place where this badge is kept does not answer. {_LATER}",
    "badge_redirected": f"The place where this badge is kept points on to another site. {_TELL_ISSUER}",
    "badge_document_malformed": f"A document that this badge points to cannot be read. {_TELL_ISSUER}",
    "badge_differs_from_host": f"It says something else than the badge that its host keeps. {_FORGED}",
    "badge_revoked_by_host": f"The site that keeps this badge says that it was revoked. {_TELL_ISSUER}",
    "badge_outside_scope": f"Its issuer does not vouch for badges kept at this address. {_FORGED}",
    "fetch_scheme_forbidden": "Only https addresses are visited (http on this machine with --allow-loopback).",
    "fetch_address_forbidden": "The address leads into a private network and is not visited.",
    "fetch_redirect_forbidden": "The address points on to others, more often than is followed.",
    "fetch_status": "The server did not give the file.",
    "fetch_too_large": "The file is larger than it may be.",
    "fetch_timeout": f"The server did not answer in time. {_LATER}",
    "fetch_failed": f"The server could not be reached. {_LATER}",
    "usage_wrong": "The command was used wrongly.",
}


def sentence(problem: Problem) -> str:
    """What ``problem`` means, with its place and code for who wants them."""
    place = f" at {printable(problem.pointer)}" if problem.pointer else ""
    return f"{PROBLEMS[problem.code]} [{problem.code}{place}]"


def printable(text: str) -> str:
    """``text`` on one line, without what could move the cursor, colour the terminal or turn the direction."""
    return "".join(character if is_harmless(character) else "\ufffd" for character in text)
