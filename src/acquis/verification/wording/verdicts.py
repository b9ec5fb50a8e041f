"""The one line at the top of a report."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from acquis.verification.wording.problems import PROBLEMS

_VERIFIED = _("Genuine, unchanged, and valid today.")
_VERIFIED_BY = _("%(issuer)s issued it. It is genuine, unchanged, and valid today.")
_CHECK = _("Part of it could not be confirmed.")
_REJECTED = _("It did not pass a check that every credential must pass.")

# What is known of a credential whose signature holds: say that first, then the reservation.
_GENUINE_BUT: dict[str, str | Promise] = {
    "credential_expired": _("Genuine and unchanged, but it has expired."),
    "credential_not_yet_valid": _("Genuine and unchanged, but not valid yet."),
    "credential_suspended": _("Genuine and unchanged, but suspended by its issuer for now."),
    "credential_superseded": _("Genuine and unchanged, but replaced by a newer one."),
    "issuer_unknown": _("Genuine and unchanged, but its issuer is not in this network’s register."),
    "issuer_kind_not_recognized": _(
        "Genuine and unchanged, but its issuer is not recognized for this kind of credential."
    ),
    "issuer_recognition_suspended": _(
        "Genuine and unchanged, but its issuer’s recognition was suspended on the day of the award."
    ),
    "issuer_recognition_ended": _("Genuine and unchanged, but its issuer was not recognized on the day of the award."),
    "register_unreachable": _("Genuine and unchanged, but we could not find out whether its issuer is recognized."),
    "status_list_unreachable": _("Genuine and unchanged, but we could not find out whether it was revoked."),
    "status_list_issuer_differs": _("Genuine and unchanged, but we could not find out whether it was revoked."),
    "evidence_altered": _("Genuine, but a piece of evidence is no longer the one that the issuer saw."),
}
_REVOKED = _("Revoked: its issuer has withdrawn what it once confirmed.")


def headline(verdict: str, *, code: str, issuer: str, genuine: bool) -> str:
    """The sentence of the verdict, in the page's language.

    Args:
        verdict: verified, check or rejected.
        code: the problem that decided, "" when none did.
        issuer: the issuer's name from the register, "" when it is not there.
        genuine: whether the proof and the issuer checks passed.
    """
    if verdict == "verified":
        values: Mapping[str, str] = {"issuer": issuer}
        return str(_VERIFIED_BY) % values if issuer else str(_VERIFIED)
    if code == "credential_revoked":
        return str(_REVOKED)
    if genuine and code in _GENUINE_BUT:
        return str(_GENUINE_BUT[code])
    if code in PROBLEMS:
        return str(PROBLEMS[code].sentence)
    return str(_REJECTED if verdict == "rejected" else _CHECK)
