"""The words of issuance: why something is refused, why a status changed."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BLOCKED = _("This award is not possible yet.")
NOT_OFFERED = _("This award cannot be answered any more: it was accepted, declined, withdrawn, or its time is over.")
STATE_REFUSES = _("This is no longer possible in the present state. Reload the page to see it.")

REASONS: dict[str, Promise] = {
    "error": _("It was issued in error."),
    "fraud": _("It was obtained dishonestly."),
    "issuer_withdrawn": _("The issuer withdrew it."),
    "holder_request": _("The person who holds it asked for it."),
    "superseded": _("A newer credential replaces it."),
    "under_review": _("The issuer is reviewing it."),
    "requirement_pending": _("A requirement for keeping it is not met at the moment."),
}

OBSTACLES: dict[str, Promise] = {
    "candidacy_unknown": _("This organization has no such candidacy."),
    "key_missing": _("This organization has no active signing key. Its administrator can make one."),
    "version_not_published": _("Only the published version of an achievement can be awarded."),
    "relevance_lapsed": _(
        "Nobody has confirmed in time that this microcredential is still relevant. An approver looks at it again first."
    ),
    "candidacy_not_passed": _("The assessment is not concluded as passed. The assessor concludes it first."),
    "name_missing": _("The learner’s name is missing. Add it to the candidacy."),
    "already_awarded": _("This candidacy has already led to an award."),
    "validity_over": _("The fixed end of validity of this achievement is already past."),
}
OUTCOMES_MISSING = _("These required outcomes have no passing result: %(codes)s.")

OUTCOMES_FRAMEWORK = _("Learning outcomes")
STANDARDS_FRAMEWORK = _("Professional, sector or regulatory standard")
UNDERPINNINGS: dict[str, Promise] = {
    "knowledge": _("Knowledge"),
    "attitude": _("Attitudes"),
    "skill": _("Skills"),
}
ASSESSED_BY = _("How it is assessed")
PASS_RULE = _("To pass")
