"""Is it shown by whom it was given to?"""

from __future__ import annotations

from datetime import timedelta

from sceau.encoding import datetimes
from sceau.encoding.strict_json import JsonValue
from sceau.errors import InputError
from sceau.model.presentation import Presentation
from sceau.model.shape import items
from sceau.problems import Problem
from sceau.verifying import binding
from sceau.verifying.inquiry import Inquiry
from sceau.verifying.intake import SD_JWT_VC, Intake
from sceau.verifying.members import Role, inside
from sceau.verifying.outcome import CheckResult, answer, not_applicable
from sceau.verifying.signatures import Signature

NAME = "holder"


def run(inquiry: Inquiry) -> CheckResult:
    """For a presentation: passed when a good proof speaks for its holder, and no credential inside was given to
    somebody else, by name or by key. For an SD-JWT: passed when its key binding holds.

    A credential whose subject is no DID (Open Badges often name a person by a random URN) says nothing about who may
    show it; that is told as a fact.
    """
    if inquiry.intake.sd_jwt is not None and not inquiry.intake.sd_jwt.is_presentation:
        return _key_binding(inquiry)
    presentation, found = Presentation.parse(inquiry.document), inquiry.signatures
    if not found.good:
        return not_applicable(NAME)
    holder = presentation.holder_id or found.good[0].did
    facts: dict[str, JsonValue] = {"holder": holder}
    problems = [binding.problem(each, holder, inquiry.now, relationship=binding.AUTHENTICATION) for each in found.good]
    own = [each for each, problem in zip(found.good, problems, strict=True) if problem is None]
    if not own:
        place = "/holder" if presentation.holder_id else ""
        codes = {problem.code for problem in problems if problem}
        if codes <= {"issuer_key_not_controlled", "issuer_key_not_for_assertion"}:
            return answer(NAME, [Problem("holder_key_not_controlled", place)], facts)
        return answer(NAME, [problem for problem in problems if problem], facts)
    credentials = [member for member in inside(inquiry.intake) if member.role is Role.CREDENTIAL]
    facts["subjects"] = [name for member in credentials for name in _subjects(member.intake)]
    others = [member.pointer for member in credentials if _is_of_another(member.intake, holder, own)]
    return answer(NAME, [Problem("holder_not_subject", place) for place in others], facts)


def _is_of_another(credential: Intake, holder: str, own: list[Signature]) -> bool:
    """Whether a credential was given to others by name, or bound to a key that is none of the holder's."""
    names = [name for name in _subjects(credential) if name.startswith("did:")]
    if names and holder not in names:
        return True
    if "cnf" not in credential.claims:
        return False
    from sceau.proofs.sd_jwt.credential import confirmation  # noqa: PLC0415 — slow to import, few badges need it

    try:
        key, key_id = confirmation(credential.claims)
    except InputError:
        return True
    if key is None:
        return (key_id or "").partition("#")[0] != holder
    return not any(each.owner.find_by_key(key) for each in own if each.owner)


def _subjects(credential: Intake) -> list[str]:
    """Whom a credential was given to, as far as it names them."""
    document = credential.document or {}
    if credential.kind == SD_JWT_VC:
        return [name for name in (document.get("sub"),) if isinstance(name, str)]
    subjects = (each.get("id") for each in items(document.get("credentialSubject")) if isinstance(each, dict))
    return [name for name in subjects if isinstance(name, str)]


def _key_binding(inquiry: Inquiry) -> CheckResult:
    """RFC 9901 §7.3: asked when the holder signed, or when the verifier had given a challenge."""
    from sceau.proofs.sd_jwt.key_binding import WINDOW, verify_key_binding  # noqa: PLC0415 — see above

    shown, powers = inquiry.intake.sd_jwt, inquiry.powers
    assert shown is not None
    if not shown.is_bound and not powers.asks:
        return not_applicable(NAME)
    try:
        if shown.confirmation_key is None:
            raise InputError("sd_jwt_key_binding_missing", "/cnf", "the issuer named no holder's key")
        found = verify_key_binding(
            shown.sd_jwt,
            shown.confirmation_key,
            audience=powers.domain,
            nonce=powers.challenge,
            now=inquiry.now,
            # Without a question of our own there is no telling how old an answer may be.
            window=WINDOW if powers.asks else timedelta.max,
        )
    except InputError as error:
        return answer(NAME, [Problem.of(error)])
    return answer(NAME, [], {"for": found.audience[:2_048], "at": datetimes.text(found.issued_at)})
