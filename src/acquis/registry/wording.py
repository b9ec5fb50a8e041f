"""Why an organization may not issue, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "organization_unknown": _("This organization is not in the register."),
    "organization_not_active": _("This organization is not active in the network. Ask the network operator."),
    "not_recognized": _("The network operator has not recognized this organization as an issuer yet."),
    "recognition_suspended": _("The recognition of this organization is suspended. Ask the network operator."),
    "recognition_withdrawn": _("The recognition of this organization was withdrawn. Ask the network operator."),
    "recognition_ended": _("The recognition of this organization has ended. Ask the network operator to renew it."),
    "kind_out_of_scope": _("This organization is not recognized for this kind of achievement."),
    "agreement_missing": _("This organization has not signed the participation agreement of the network."),
    "operator_missing": _("This network has no operator yet."),
}
