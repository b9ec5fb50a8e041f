"""Every problem code of the engine: what it means for the reader, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ProblemWords:
    """Two sentences: what happened, and what the reader can do."""

    sentence: str | Promise
    advice: str | Promise


_ASK_ORIGINAL = _("Ask the person who gave it to you for the original file, or for a share link.")
_ASK_ISSUER = _("Ask the organization that issued it to correct it.")
_ASK_ISSUER_ABOUT = _("Before you rely on it, ask the organization named as issuer.")
_TRY_LATER = _("This says nothing against the credential. Try again in a few minutes.")
_OTHER_READER = _("The credential may be genuine: ask the organization that issued it how to check it.")
_NOT_RELY = _("Do not rely on it. Ask the person for another proof.")
_ASK_SHOW_AGAIN = _("Ask the person to show it to you again, from their passport or wallet.")
_READ_INSIDE = _("Look at the report of that credential.")
_ASK_HOLDER = _("Ask the person whether they have a newer one.")

_NOT_JSON = _("This is not a credential: its text cannot be read.")
_BAD_KEY = _("A key in it is written in a way that cannot be read.")
_LIST_UNUSABLE = _("The issuer’s list of revoked credentials cannot be used.")
_REGISTER_UNUSABLE = _("The register of recognized issuers cannot be used.")
_BAD_PROOF_SHAPE = _("Its signature is not written the way the standard asks.")


def _words(sentence: str | Promise, advice: str | Promise) -> ProblemWords:
    return ProblemWords(sentence, advice)


PROBLEMS: dict[str, ProblemWords] = {
    # JSON
    "json_malformed": _words(_NOT_JSON, _ASK_ORIGINAL),
    "json_duplicate_key": _words(
        _("It says the same thing twice, and the two could differ: no one can tell which was signed."), _ASK_ISSUER
    ),
    "json_too_large": _words(_("It is far larger than any credential should be."), _ASK_ORIGINAL),
    "json_too_deep": _words(_("It is nested far deeper than any credential should be."), _ASK_ORIGINAL),
    "json_number_invalid": _words(_("It holds a number that no credential may hold."), _ASK_ISSUER),
    "json_character_forbidden": _words(_("It holds invisible characters that no credential may hold."), _ASK_ISSUER),
    # Encodings and keys
    "multibase_malformed": _words(_BAD_KEY, _ASK_ISSUER),
    "key_malformed": _words(_BAD_KEY, _ASK_ISSUER),
    "key_type_unsupported": _words(_("It is signed with a kind of key that we cannot check."), _OTHER_READER),
    # Linked data
    "context_missing": _words(
        _("It does not say which vocabulary it uses, so its words have no settled meaning."), _ASK_ISSUER
    ),
    "context_unknown": _words(_("It uses a vocabulary that we do not know, so we cannot check it."), _OTHER_READER),
    "context_inline": _words(
        _("It brings its own vocabulary instead of a published one, so we cannot check it."), _OTHER_READER
    ),
    "context_altered": _words(_("One of our own copies of a vocabulary is damaged."), _TRY_LATER),
    "term_undefined": _words(
        _("It holds a word that its vocabulary does not define, so the signature does not protect that part."),
        _ASK_ISSUER,
    ),
    "term_respelled": _words(
        _("It spells a word of the standard in an unusual way, so that readers could miss it."), _ASK_ISSUER
    ),
    "identifier_repeated": _words(
        _("It uses the same identifier for two different things, so we cannot tell them apart."), _ASK_ISSUER
    ),
    "term_protected_redefined": _words(
        _("It changes the meaning of a word that the standard protects. This is how forgeries are made."), _NOT_RELY
    ),
    "iri_relative": _words(_("It holds an incomplete address, so part of it is not protected."), _ASK_ISSUER),
    "linked_data_malformed": _words(_("Its structure cannot be read as the standard asks."), _ASK_ISSUER),
    "canonicalization_budget_exceeded": _words(
        _("It is built so that checking it would take too much work."), _ASK_ISSUER_ABOUT
    ),
    # DIDs
    "did_malformed": _words(_("The issuer’s digital identifier is not written correctly."), _ASK_ISSUER),
    "did_method_unsupported": _words(
        _("The issuer uses a kind of digital identifier that we cannot look up."), _OTHER_READER
    ),
    "did_document_invalid": _words(_("What the issuer publishes about its keys cannot be used."), _ASK_ISSUER),
    "did_unreachable": _words(_("The issuer’s published keys could not be reached just now."), _TRY_LATER),
    "verification_method_missing": _words(
        _("The issuer does not publish the key that signed this."), _ASK_ISSUER_ABOUT
    ),
    # The credential's shape
    "credential_malformed": _words(_("It is not built as a credential."), _ASK_ORIGINAL),
    "member_missing": _words(_("A required part is missing."), _ASK_ISSUER),
    "member_malformed": _words(_("A part of it is not written as the standard asks."), _ASK_ISSUER),
    "date_malformed": _words(_("A date in it is not written as the standard asks."), _ASK_ISSUER),
    "period_inverted": _words(_("It ends before it begins."), _ASK_ISSUER),
    "format_unrecognized": _words(
        _("This is not a credential that we recognize."),
        _("Choose the file that holds the credential: JSON or signed text, PNG or SVG picture, or PDF."),
    ),
    "format_unsupported": _words(_("This is a credential, but of a kind that we cannot check yet."), _OTHER_READER),
    # Proofs
    "proof_missing": _words(_("It is not signed: nothing proves who issued it."), _ASK_ORIGINAL),
    "proof_type_unsupported": _words(_("It is signed in a way that we cannot check."), _OTHER_READER),
    "proof_member_missing": _words(_("Its signature lacks a required part."), _ASK_ORIGINAL),
    "proof_malformed": _words(_BAD_PROOF_SHAPE, _ASK_ORIGINAL),
    "proof_purpose_wrong": _words(_("Its signature was made for another purpose."), _NOT_RELY),
    "proof_key_mismatch": _words(_("Its signature names a key that cannot have made it."), _NOT_RELY),
    "proof_value_malformed": _words(_BAD_PROOF_SHAPE, _ASK_ORIGINAL),
    "proof_signature_invalid": _words(
        _("It was changed after it was signed, or it was not signed by the named issuer."), _NOT_RELY
    ),
    "proof_chain_broken": _words(_("One of its signatures should follow another that is not there."), _ASK_ORIGINAL),
    "proof_expired": _words(_("Its signature was only meant to be used until a date that has passed."), _ASK_HOLDER),
    "proof_not_yet_valid": _words(
        _("Its signature is only meant to be used from a date that has not come yet."), _ASK_ISSUER_ABOUT
    ),
    "proof_base_needed": _words(
        _("It carries the proof that its issuer meant for its holder alone, not the one made for showing."),
        _ASK_SHOW_AGAIN,
    ),
    "proof_challenge_differs": _words(
        _("It does not answer the question that was asked: it may be a recording of an earlier answer."),
        _ASK_SHOW_AGAIN,
    ),
    "proof_domain_differs": _words(_("It was made to be shown to someone else."), _ASK_SHOW_AGAIN),
    "pointer_unmatched": _words(_("It lacks a part that was chosen to be shown."), _ASK_SHOW_AGAIN),
    "jws_malformed": _words(_("This is not a credential: its signed text cannot be read."), _ASK_ORIGINAL),
    "jws_critical_unsupported": _words(
        _("It asks its readers for something that we do not know how to do."), _ASK_ISSUER
    ),
    "jws_algorithm_forbidden": _words(
        _("It says itself that no one signed it, or that it was signed with a secret that others share."), _NOT_RELY
    ),
    "jws_algorithm_mismatch": _words(_("The way it says it was signed does not belong to the key."), _NOT_RELY),
    "jws_algorithm_unsupported": _words(_("It is signed with a method that we cannot check."), _OTHER_READER),
    "jws_type_wrong": _words(_("This signed text says that it is something other than a credential."), _ASK_ORIGINAL),
    "jws_signature_invalid": _words(
        _("It was changed after it was signed, or it was not signed by the named issuer."), _NOT_RELY
    ),
    "jws_key_unidentified": _words(_("It does not say which key signed it."), _ASK_ISSUER),
    "jws_key_chain_unsupported": _words(
        _("It names its key by a chain of certificates, which we cannot check."), _OTHER_READER
    ),
    "jwt_claim_missing": _words(_("Its signed text lacks a required part."), _ASK_ISSUER),
    "jwt_claim_malformed": _words(_("A part of its signed text is not written as the standard asks."), _ASK_ISSUER),
    "jwt_claims_disagree": _words(_("Its envelope and the credential inside contradict each other."), _ASK_ISSUER),
    "sd_jwt_malformed": _words(_("This is not a credential: its signed text cannot be read."), _ASK_ORIGINAL),
    "sd_jwt_disclosure_malformed": _words(_("A part that was shown cannot be read."), _ASK_SHOW_AGAIN),
    "sd_jwt_disclosure_unused": _words(_("It shows a part that its issuer never signed."), _NOT_RELY),
    "sd_jwt_digest_repeated": _words(
        _("One hidden part of it stands in two places, so no one can tell what it says."), _NOT_RELY
    ),
    "sd_jwt_claim_collision": _words(_("A part that was shown would take the place of another one."), _NOT_RELY),
    "sd_jwt_hash_unsupported": _words(
        _("Its hidden parts are protected in a way that we cannot check."), _OTHER_READER
    ),
    "sd_jwt_claim_hidden": _words(_("It hides a part that no credential may hide."), _ASK_ISSUER),
    "sd_jwt_key_binding_missing": _words(_("The person it was given to did not sign to show it."), _ASK_SHOW_AGAIN),
    "sd_jwt_key_binding_invalid": _words(_("It was not signed by the person who is said to show it."), _NOT_RELY),
    "sd_jwt_key_binding_stale": _words(
        _("The person signed at another time to show it: it may be a recording of an earlier answer."), _ASK_SHOW_AGAIN
    ),
    "issuer_metadata_malformed": _words(_("What the issuer publishes about its keys cannot be used."), _ASK_ISSUER),
    "issuer_metadata_unreachable": _words(_("The issuer’s published keys could not be reached just now."), _TRY_LATER),
    # Who signed
    "issuer_key_not_controlled": _words(_("The key that signed it does not belong to the named issuer."), _NOT_RELY),
    "issuer_key_not_for_assertion": _words(
        _("The key that signed it is not one that the issuer uses to issue credentials."), _NOT_RELY
    ),
    "issuer_key_revoked": _words(_("The issuer had withdrawn its key when this was signed."), _NOT_RELY),
    "issuer_key_expired": _words(
        _("The key that signed it was past its date when this was signed."), _ASK_ISSUER_ABOUT
    ),
    "issuer_key_compromised": _words(
        _("It was signed with a key after the issuer reported that key as stolen."), _NOT_RELY
    ),
    "holder_key_not_controlled": _words(_("It was not signed by the person who is said to show it."), _NOT_RELY),
    "holder_not_subject": _words(
        _("A credential inside was given to someone other than the person who shows it."),
        _("Ask the person who shows it to you why they show it in place of someone else."),
    ),
    "member_rejected": _words(_("A credential inside is rejected."), _READ_INSIDE),
    "member_to_check": _words(_("A credential inside calls for your attention."), _READ_INSIDE),
    "members_too_many": _words(
        _("It holds more credentials than we look at in one go."), _("Ask the person for the others one by one.")
    ),
    "endorsement_unconfirmed": _words(
        _("An endorsement in it could not be confirmed, so it counts for nothing."),
        _("The credential stands without it. If you need that endorsement, ask whoever is said to have given it."),
    ),
    # Time and status
    "credential_expired": _words(_("It has expired."), _ASK_HOLDER),
    "credential_not_yet_valid": _words(_("It is not valid yet."), _("Look again on the day it begins.")),
    "credential_revoked": _words(_("The issuer has revoked it."), _NOT_RELY),
    "credential_suspended": _words(
        _("The issuer has suspended it for now."), _("Ask the person or the issuer why, and look again later.")
    ),
    "credential_superseded": _words(_("The issuer has replaced it with a newer one."), _ASK_HOLDER),
    "status_message_set": _words(_("Its issuer has attached a message to it."), _ASK_ISSUER_ABOUT),
    "status_type_unsupported": _words(
        _("Its issuer announces revocations in a way that we cannot read."), _ASK_ISSUER_ABOUT
    ),
    "status_entry_malformed": _words(
        _("It does not say properly where its revocation would be announced."), _ASK_ISSUER
    ),
    "status_list_unreachable": _words(
        _("The issuer’s list of revoked credentials could not be reached just now."), _TRY_LATER
    ),
    "status_list_malformed": _words(_LIST_UNUSABLE, _ASK_ISSUER_ABOUT),
    "status_list_too_large": _words(_LIST_UNUSABLE, _ASK_ISSUER_ABOUT),
    "status_list_too_short": _words(_LIST_UNUSABLE, _ASK_ISSUER_ABOUT),
    "status_list_issuer_differs": _words(
        _("The list of revoked credentials was not signed by the issuer of this credential."), _ASK_ISSUER_ABOUT
    ),
    "status_list_id_differs": _words(
        _("The list of revoked credentials is not the one that it points to."), _ASK_ISSUER_ABOUT
    ),
    "status_list_proof_invalid": _words(
        _("The list of revoked credentials is not properly signed."), _ASK_ISSUER_ABOUT
    ),
    "status_list_purpose_differs": _words(
        _("The list that it points to was made for another purpose."), _ASK_ISSUER_ABOUT
    ),
    "status_list_out_of_date": _words(_("The issuer’s list of revoked credentials is out of date."), _ASK_ISSUER_ABOUT),
    "status_index_out_of_range": _words(
        _("It points to a place that does not exist in the list of revoked credentials."), _ASK_ISSUER_ABOUT
    ),
    "status_value_unknown": _words(
        _("Its issuer has given it a status whose meaning we do not know."), _ASK_ISSUER_ABOUT
    ),
    # Recognition
    "issuer_unknown": _words(
        _("The issuer is not in this network’s register. This does not mean that it is not serious."),
        _ASK_ISSUER_ABOUT,
    ),
    "issuer_kind_not_recognized": _words(
        _("The issuer is recognized by this network, but not for this kind of credential."), _ASK_ISSUER_ABOUT
    ),
    "issuer_recognition_suspended": _words(
        _("The issuer’s recognition was suspended when it awarded this."), _ASK_ISSUER_ABOUT
    ),
    "issuer_recognition_ended": _words(
        _("The issuer was not recognized on the day it awarded this."), _ASK_ISSUER_ABOUT
    ),
    "register_unreachable": _words(_("The register of recognized issuers could not be reached just now."), _TRY_LATER),
    "register_malformed": _words(_REGISTER_UNUSABLE, _ASK_ISSUER_ABOUT),
    "register_proof_invalid": _words(
        _("The register of recognized issuers is not properly signed."), _ASK_ISSUER_ABOUT
    ),
    # Evidence
    "evidence_altered": _words(
        _("A piece of evidence is no longer the one that the issuer saw."),
        _("Do not rely on that piece. The rest of the credential stands; ask the issuer for the original."),
    ),
    "evidence_not_shown": _words(
        _("Some evidence is kept private by its holder and was not looked at."),
        _("If you need it, ask the person to include it in a share."),
    ),
    "evidence_digest_malformed": _words(_("The fingerprint of a piece of evidence cannot be read."), _ASK_ISSUER),
    "context_misplaced": _words(
        _("Its vocabularies do not stand in the order that the standard asks for: other readers may refuse it."),
        _ASK_ISSUER,
    ),
    "term_not_in_vocabulary": _words(_("It uses a word that the standard does not list for this place."), _ASK_ISSUER),
    "reference_broken": _words(_("It points to something that is not in it."), _ASK_ISSUER),
    "result_out_of_scale": _words(_("A result in it lies outside the scale that it gives itself."), _ASK_ISSUER),
    # Badge pictures
    "badge_absent": _words(
        _("No credential was found in this picture or PDF: it is only an image or a text."),
        _("Ask for the badge as it was downloaded. Copies, screenshots and messaging services lose the data."),
    ),
    "badge_ambiguous": _words(
        _("This picture holds two credentials, so no one can tell which one it shows."), _ASK_ORIGINAL
    ),
    "badge_malformed": _words(_("This file is damaged, or is not what its beginning says."), _ASK_ORIGINAL),
    "badge_too_large": _words(_("This file is far larger than any badge should be."), _ASK_ORIGINAL),
    "badge_version_unsupported": _words(
        _("This badge is of an older kind, Open Badges 2, which cannot be used here."),
        _("Open the address that the badge gives, or ask the issuer to confirm it."),
    ),
    "badge_host_gone": _words(
        _("The site that keeps this badge does not answer."),
        _("This says nothing against the badge. Try again later, or ask the organization named as issuer."),
    ),
    "badge_redirected": _words(
        _("The site that keeps this badge sent us on to another site, which does not speak for the issuer."),
        _ASK_ISSUER_ABOUT,
    ),
    "badge_document_malformed": _words(_("A document that this badge points to cannot be read."), _ASK_ISSUER_ABOUT),
    "badge_differs_from_host": _words(
        _("It says something that the badge kept by its issuer does not say."), _NOT_RELY
    ),
    "badge_revoked_by_host": _words(_("The site that keeps this badge says that it was revoked."), _NOT_RELY),
    "badge_outside_scope": _words(_("The named issuer does not vouch for badges kept at this address."), _NOT_RELY),
    # Fetching
    "fetch_scheme_forbidden": _words(
        _("We only open secure addresses, which begin with https://."),
        _("Check the address, or download the file and drop it here."),
    ),
    "fetch_address_forbidden": _words(
        _("That address leads to a private network, where we do not go."),
        _("Download the file yourself and drop it here."),
    ),
    "fetch_redirect_forbidden": _words(
        _("That address sends us elsewhere, where we do not follow."),
        _("Download the file yourself and drop it here."),
    ),
    "fetch_status": _words(
        _("That address answered that it has nothing for us."), _("Check the address, or ask for a new link.")
    ),
    "fetch_too_large": _words(_("What that address gives is far larger than any credential."), _ASK_ORIGINAL),
    "fetch_timeout": _words(_("That address took too long to answer."), _TRY_LATER),
    "fetch_failed": _words(_("That address could not be reached just now."), _TRY_LATER),
    # Calls
    "usage_wrong": _words(_("Something on our side was put together wrongly."), _TRY_LATER),
}
