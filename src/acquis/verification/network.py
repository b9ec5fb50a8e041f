"""What only this network knows of a document: whose DID signed it, its own record, the published definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from acquis.catalogue import queries as catalogue
from acquis.catalogue.queries import Definition, EndorsementFacts
from acquis.issuance import queries as issuance
from acquis.issuance.queries import OwnFacts
from acquis.organizations import queries as organizations
from acquis.organizations.queries import OrganizationFacts
from acquis.platform import links
from acquis.signing import queries as signing
from sceau.openbadges.reading import BadgeSummary

_ENDORSEMENT = re.compile(r"/id/endorsements/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_ACHIEVEMENT = re.compile(r"/id/achievements/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Known:
    """What the network knows of the documents that it was asked about."""

    organizations: Mapping[str, OrganizationFacts]
    definitions: Mapping[tuple[UUID, int], Definition]
    records: Mapping[tuple[str, UUID], OwnFacts]
    endorsements: Mapping[tuple[str, UUID], EndorsementFacts]

    def organization(self, told: BadgeSummary) -> OrganizationFacts | None:
        """The organization behind the issuer's DID."""
        return self.organizations.get(told.issuer_id)

    def definition(self, told: BadgeSummary) -> Definition | None:
        """The published definition that it points to or endorses, whoever issued it."""
        named = _named(told)
        return self.definitions.get(named) if named else None

    def own(self, told: BadgeSummary) -> OwnFacts | None:
        """The record of one of the network's own credentials."""
        issuer = self.organization(told)
        return self.records.get((told.id, issuer.id)) if issuer else None

    def endorsement(self, told: BadgeSummary) -> EndorsementFacts | None:
        """The record of an endorsement that a partner signed here."""
        issuer = self.organization(told)
        return self.endorsements.get((told.id, issuer.id)) if issuer else None

    def compared(self, told: BadgeSummary, *, genuine: bool) -> str:
        """A question that only this network can answer: is the definition the published one? (R-182)"""
        if not genuine or _named(told) is None:
            return "not_applicable"
        definition, issuer = self.definition(told), self.organization(told)
        if definition is None:
            return "inconclusive"
        same_issuer = issuer is not None and definition.organization_id == issuer.id
        return "passed" if same_issuer and told.title.text in definition.title.values() else "failed"


def look_up(genuine: Iterable[BadgeSummary]) -> Known:
    """The same few queries, however many documents there are.

    Args:
        genuine: documents whose signature and issuer were confirmed. A forgery must not borrow the good name of what it
            claims, so nothing is looked up for others.
    """
    told = list(genuine)
    behind = signing.organizations_of({each.issuer_id for each in told})
    known = organizations.organizations(set(behind.values())) if behind else {}
    signed = {(each.id, behind[each.issuer_id]) for each in told if each.issuer_id in behind}
    return Known(
        organizations={did: known[found] for did, found in behind.items() if found in known},
        definitions=catalogue.definitions({named[0] for each in told if (named := _named(each))}),
        records=issuance.own_facts(signed),
        endorsements=catalogue.own_endorsements(signed),
    )


def own_endorsement(address: str) -> bytes:
    """The signed endorsement at an address of ours, whatever its scheme and case; nothing for every other address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return b""
    match = _ENDORSEMENT.fullmatch(parts.path.lower())
    if match is None or parts.netloc.lower() != links.host().lower():
        return b""
    found = catalogue.published_endorsement(UUID(match[1]))
    return found.document.encode() if found else b""


def _named(told: BadgeSummary) -> tuple[UUID, int] | None:
    """The achievement and version of an address of ours."""
    base, address = links.base(), told.achievement_id or told.endorses
    if not address.startswith(base):
        return None
    match = _ACHIEVEMENT.fullmatch(address.removeprefix(base))
    return (UUID(match[1]), int(match[2])) if match else None
