"""Who may bring in, propose and publish a framework, and when that is possible."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from acquis.organizations import actions as organizations
from acquis.organizations import queries as organization_queries
from acquis.platform import clock
from acquis.platform.actor import Actor
from acquis.platform.faults import Forbidden, Refused
from acquis.quality import differences, queries, wording
from acquis.quality.content import Framework
from acquis.quality.models import ComplianceFramework, FrameworkVersion

# Of the network's operator, and of the members of any organization.
FRAMEWORKS = "quality.frameworks"
FINDINGS = "finding.publish"


def require_operator(by: Actor) -> None:
    """Refuse whoever may not keep the frameworks of this network."""
    operator = organization_queries.operator()
    if operator is None:
        raise Forbidden("not_permitted", _("Your role in this organization does not allow this."))
    organizations.require(by, FRAMEWORKS, operator.id)


def check_draft(framework: ComplianceFramework, told: Framework) -> None:
    """Refuse a file that cannot become the next version of a framework."""
    if framework.kind != told.kind:
        raise Refused("kind_differs", _("This framework is of another kind, which cannot change."), "/kind")
    if framework.versions.exclude(state=wording.State.PUBLISHED).exists():
        raise Refused(
            "version_open", _("Another version of this framework is being prepared. Publish or drop it first."), "/key"
        )
    if framework.versions.filter(label=told.version).exists():
        raise Refused("version_known", _("A version of this name is published already. Name the new one."), "/version")
    newest = framework.versions.order_by("-number").first()
    found = queries.version(newest.pk) if newest else None
    if found is not None and not differences.between(found.content, told):
        raise Refused("nothing_changed", _("This says exactly what the newest version says."))


def check_day(version: FrameworkVersion, effective_from: date) -> None:
    """The first version of a framework may date from before this network; a later one never changes the past."""
    last = version.framework.versions.filter(state=wording.State.PUBLISHED).order_by("-number").first()
    if last is None:
        return
    if effective_from < clock.today():
        raise Refused(
            "effective_in_past", _("A new version is in force from today or from a day to come."), "effective_from"
        )
    if last.effective_from is not None and effective_from <= last.effective_from:
        raise Refused(
            "effective_too_early",
            _("The version before begins on that day or later. Choose a later day."),
            "effective_from",
        )
