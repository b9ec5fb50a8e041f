"""What the register says, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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

KIND_NAMES: dict[str, Promise] = {"microcredential": _("Microcredentials"), "badge": _("Badges")}

# What the operator can decide, as the answer to a question.
DECISIONS: dict[str, Promise] = {
    "recognized": _("Recognize: it may issue what is ticked below"),
    "suspended": _("Suspend: it issues nothing until it is recognized again"),
    "withdrawn": _("Withdraw: it is no longer an issuer; what it issued before stays verifiable"),
    "refused": _("Refuse the application: its standing stays as it is"),
}

STANDINGS: dict[str, Promise] = {
    "": pgettext_lazy("recognition", "Recognized"),
    "not_recognized": pgettext_lazy("recognition", "Not recognized yet"),
    "recognition_suspended": pgettext_lazy("recognition", "Suspended"),
    "recognition_withdrawn": pgettext_lazy("recognition", "Withdrawn"),
    "recognition_ended": pgettext_lazy("recognition", "Ended"),
}

WAITING: dict[str, Promise] = {
    "application": _("An application waits for a decision"),
    "review": _("The recognition is due for review"),
}

KEY_STATES: dict[str, Promise] = {
    "pending": pgettext_lazy("key", "Pending"),
    "active": pgettext_lazy("key", "Active"),
    "retired": pgettext_lazy("key", "Retired"),
    "compromised": pgettext_lazy("key", "Compromised"),
}
