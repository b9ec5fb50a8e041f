"""A published definition and its offers in the Credential Transparency Description Language (CTDL).

One graph: the credential, the organization, what has to be met, and how it is learned. Advanced standing is never
claimed here: that needs an agreement of the receiving side (I-20).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from acquis.catalogue import wording
from acquis.catalogue.content import Content, label
from acquis.catalogue.linked.schema_org import duration, number, without_nothing
from acquis.catalogue.queries.bulk import Open
from acquis.catalogue.queries.offers import OfferFacts
from acquis.platform import clock, links
from acquis.platform.translatable import LANGUAGES, Text

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
DELIVERY = {"online": "OnlineOnly", "hybrid": "BlendedDelivery", "in_person": "InPerson"}
ASSESSED = {
    "written_exam": "Exam",
    "oral_exam": "Exam",
    "demonstration": "Performance",
    "observation": "Performance",
    "simulation": "Performance",
    "project": "Artifact",
    "portfolio": "Artifact",
    "artefact": "Artifact",
}
LEVELS = {"beginner": "BeginnerLevel", "intermediate": "IntermediateLevel", "advanced": "AdvancedLevel"}
_TAGS = {"fr": "fr-CA", "en": "en-CA"}


def document(found: Open, offers: Sequence[OfferFacts]) -> dict[str, Any]:
    """The JSON-LD graph, in every language that there is."""
    who = {"@id": links.machine(f"id/organizations/{found.organization.id}")}
    return {
        "@context": CONTEXT,
        "@graph": [_credential(found, offers, who["@id"]), _organization(found, who["@id"])],
    }


def _credential(found: Open, offers: Sequence[OfferFacts], who: str) -> dict[str, Any]:
    content = found.content
    kind = "ceterms:MicroCredential" if found.kind == "microcredential" else "ceterms:OpenBadge"
    return without_nothing(
        {
            "@id": found.address,
            "@type": kind,
            "ceterms:ctid": f"ce-{found.achievement_id}",
            "ceterms:name": texts(content.title),
            "ceterms:description": texts(_joined(content)),
            "ceterms:identifier": [_identifier("Local code", found.code)],
            "ceterms:versionIdentifier": [_identifier("Version", str(found.number))],
            "ceterms:subjectWebpage": links.absolute(
                "public:achievement", language="en", achievement_id=found.achievement_id
            ),
            "ceterms:dateEffective": clock.day_of(found.published_at).isoformat(),
            "ceterms:credentialStatusType": [_term("credentialStat", "Active", "Active")],
            "ceterms:inLanguage": [_TAGS[code] for code in content.languages],
            "ceterms:ownedBy": [who],
            "ceterms:offeredBy": [who],
            "ceterms:estimatedDuration": _durations(content),
            "ceterms:learningDeliveryType": [_term("deliveryType", DELIVERY[content.delivery_mode])]
            if content.delivery_mode
            else None,
            "ceterms:audienceLevelType": [_term("audLevel", LEVELS[content.outcome_level])]
            if content.outcome_level
            else None,
            "ceterms:occupationType": [
                without_nothing(
                    {
                        "@type": "ceterms:CredentialAlignmentObject",
                        "ceterms:codedNotation": each.code,
                        "ceterms:targetNodeName": texts(each.title),
                        "ceterms:frameworkName": {"en-CA": "National Occupational Classification (NOC)"},
                    }
                )
                for each in content.occupations
            ],
            "ceterms:industryType": [
                {
                    "@type": "ceterms:CredentialAlignmentObject",
                    "ceterms:codedNotation": code,
                    "ceterms:frameworkName": {"en-CA": "North American Industry Classification System (NAICS)"},
                }
                for code in content.sectors
            ],
            "ceterms:keyword": _several([_relation(content)]),
            "ceterms:isPreparationFor": _stacking(content),
            "ceterms:requires": [_condition(found)],
            "ceterms:estimatedCost": [_cost(each) for each in offers if each.total_cents is not None],
        }
    )


def _identifier(name: str, value: str) -> dict[str, Any]:
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": {"en-CA": name},
        "ceterms:identifierValueCode": value,
    }


def _condition(found: Open) -> dict[str, Any]:
    content = found.content
    return without_nothing(
        {
            "@type": "ceterms:ConditionProfile",
            "ceterms:name": texts(Text(fr="Ce qu’il faut réussir", en="What has to be achieved")),
            "ceterms:description": texts(content.criteria),
            "ceterms:condition": _several([each.text for each in content.prerequisites if each.strength == "required"]),
            "ceterms:audienceLevelType": [_term("audLevel", LEVELS[content.entry_level])]
            if content.entry_level
            else None,
            "ceterms:creditUnitTypeDescription": texts(_credits(content)),
            "ceterms:targetCompetency": [_competency(each) for each in content.alignments],
        }
    )


def _competency(alignment: Any) -> dict[str, Any]:
    skill = alignment.skill
    return without_nothing(
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:targetNodeName": texts(alignment.name),
            "ceterms:targetNode": skill.uri if skill else None,
            "ceterms:codedNotation": (skill.code or None) if skill else None,
            "ceterms:frameworkName": texts(skill.framework_name) if skill else None,
        }
    )


def _durations(content: Content) -> list[dict[str, Any]]:
    """The learning, the hours of instruction in it, all the work, and the weeks: none stands for another (R-046)."""
    exact, least, most = (duration(hours) for hours in (content.hours_typical, content.hours_min, content.hours_max))
    spent = {"exactDuration": exact} if exact else {"minimumDuration": least, "maximumDuration": most}
    weeks = {"exactDuration": None, "description": texts(_weeks(content.weeks))} if content.weeks else {}
    told = [
        spent,
        _named(Text(fr="Heures d’enseignement", en="Hours of instruction"), content.instruction_hours),
        _named(Text(fr="Effort total", en="Total effort"), content.total_effort_hours),
        weeks,
    ]
    found = [without_nothing({f"ceterms:{name}": value for name, value in each.items()}) for each in told]
    return [{"@type": "ceterms:DurationProfile", **each} for each in found if each]


def _named(name: Text, hours: Decimal | None) -> dict[str, Any]:
    spent = duration(hours)
    return {"description": texts(name), "exactDuration": spent} if spent else {}


def _weeks(several: int) -> Text:
    """Weeks are told in words: a duration holds hours (T-28)."""
    return _in_both(lambda: _explained(_("Weeks"), str(several)))


def _credits(content: Content) -> Text:
    if content.credits is None:
        return Text()
    amount = number(content.credits)
    scheme = f" ({content.credit_scheme})" if content.credit_scheme else ""
    return _in_both(lambda: _explained(_("Credits"), f"{number_format(amount)}{scheme}"))


def _relation(content: Content) -> Text:
    """How it relates to certificates, diplomas and degrees (R-055)."""
    return _in_both(lambda: label(wording.Relation, content.relation))


def _explained(name: str, value: str) -> str:
    return f"{name}{pgettext('before an explanation', ':')} {value}"


def _in_both(words: Callable[[], str]) -> Text:
    """Words of the interface, in both languages."""
    both = {}
    for language in LANGUAGES:
        with translation.override(language):
            both[language] = words()
    return Text(both)


def _stacking(content: Content) -> list[dict[str, Any]]:
    """What it says that it can be stacked into, in its own words: the other side has agreed to nothing here."""
    said = {"ceterms:name": texts(content.prepares_for), "ceterms:description": texts(content.stackability)}
    found = without_nothing(said)
    return [{"@type": "ceterms:ConditionProfile", **found}] if found else []


def _cost(offer: OfferFacts) -> dict[str, Any]:
    assert offer.total_cents is not None
    return without_nothing(
        {
            "@type": "ceterms:CostProfile",
            "ceterms:description": texts(Text(fr="Coût total, tout compris", en="Total cost, everything included")),
            "ceterms:costDetails": offer.terms.registration_url
            or links.absolute("public:achievement", language="en", achievement_id=offer.achievement_id),
            "ceterms:price": offer.total_cents / 100,
            "ceterms:currency": "CAD",
        }
    )


def _organization(found: Open, who: str) -> dict[str, Any]:
    here = found.organization
    return without_nothing(
        {
            "@id": who,
            "@type": "ceterms:CredentialOrganization",
            "ceterms:ctid": f"ce-{here.id}",
            "ceterms:name": texts(here.name),
            "ceterms:subjectWebpage": here.website or None,
        }
    )


def _term(scheme: str, code: str, label: str = "") -> dict[str, Any]:
    """A term of one of CTDL's own vocabularies."""
    return without_nothing(
        {
            "@type": "ceterms:CredentialAlignmentObject",
            "ceterms:targetNode": f"{scheme}:{code}",
            "ceterms:targetNodeName": {"en-CA": label} if label else None,
        }
    )


def texts(words: Text) -> dict[str, str]:
    """A language map."""
    return {_TAGS[language]: text for language, text in words.items() if language in _TAGS}


def _several(several: list[Text]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in several:
        for tag, text in texts(each).items():
            found.setdefault(tag, []).append(text)
    return found


def _joined(content: Content) -> Text:
    both = (content.purpose, content.description)
    return Text({code: "\n\n".join(each[code] for each in both if code in each) for code in _TAGS}) or content.title
