"""A published definition and its offers as schema.org JSON-LD: a course, its instances, the credential it leads to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import translation

from acquis.catalogue import wording
from acquis.catalogue.content import Content, label
from acquis.catalogue.offering import Intake
from acquis.catalogue.queries.bulk import Open
from acquis.catalogue.queries.offers import OfferFacts
from acquis.platform import clock, links

MODES = {"online": "Online", "hybrid": "Blended", "in_person": "Onsite"}
LEVELS = {"beginner": "Beginner", "intermediate": "Intermediate", "advanced": "Advanced"}


def document(found: Open, offers: Sequence[OfferFacts], language: str) -> dict[str, Any]:
    """The JSON-LD of a page in one language."""
    content, page = (
        found.content,
        links.absolute("public:achievement", language=language, achievement_id=found.achievement_id),
    )
    provider = organization(found)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": found.address,
        "url": page,
        "identifier": found.code,
        "name": content.title.shown(language).text,
        "description": _described(content, language),
        "inLanguage": list(content.languages) or None,
        "provider": provider,
        "datePublished": clock.day_of(found.published_at).isoformat(),
        "educationalLevel": LEVELS.get(content.outcome_level),
        "educationalAlignment": _levels(content),
        "numberOfCredits": _credits(content),
        "teaches": [each.statement.shown(language).text for each in content.outcomes],
        "coursePrerequisites": [each.text.shown(language).text for each in content.prerequisites],
        "about": [_skill(each, language) for each in content.alignments],
        "timeRequired": duration(content.total_effort_hours or content.hours_typical),
        "educationalCredentialAwarded": without_nothing(
            {
                "@type": "EducationalOccupationalCredential",
                "name": content.title.shown(language).text,
                "credentialCategory": "Microcredential" if found.kind == "microcredential" else "Badge",
                "description": content.stackability.shown(language).text or None,
                "keywords": [_relation(content, language)],
                "recognizedBy": provider,
                "url": page,
            }
        ),
        "hasCourseInstance": _instances(found, offers, language),
        "offers": [_offer(each) for each in offers],
    }
    return without_nothing(told)


def organization(found: Open) -> dict[str, Any]:
    """Who offers it."""
    return without_nothing(
        {
            "@type": "EducationalOrganization",
            "name": str(found.organization.name),
            "url": found.organization.website or None,
        }
    )


def _described(content: Content, language: str) -> str:
    texts = (content.purpose, content.description)
    return "\n\n".join(words for each in texts if (words := each.shown(language).text)) or str(content.title)


def _levels(content: Content) -> list[dict[str, Any]]:
    """What one needs to begin with, and the level in a framework of qualifications (R-051)."""
    told = {"requires": LEVELS.get(content.entry_level), "educationalLevel": content.qualification_level}
    return [
        {"@type": "AlignmentObject", "alignmentType": kind, "targetName": name} for kind, name in told.items() if name
    ]


def _credits(content: Content) -> dict[str, Any] | None:
    if content.credits is None:
        return None
    unit = {"unitText": content.credit_scheme} if content.credit_scheme else {}
    return {"@type": "QuantitativeValue", "value": number(content.credits), **unit}


def _relation(content: Content, language: str) -> dict[str, Any]:
    """How it relates to certificates, diplomas and degrees (R-055)."""
    with translation.override(language):
        name = label(wording.Relation, content.relation)
    return {"@type": "DefinedTerm", "termCode": content.relation, "name": name}


def _skill(alignment: Any, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "DefinedTerm", "name": alignment.name.shown(language).text}
    if alignment.skill is not None:
        told |= {"url": alignment.skill.uri, "termCode": alignment.skill.code or None}
        told["inDefinedTermSet"] = alignment.skill.framework_name.shown(language).text
    return without_nothing(told)


def _instances(found: Open, offers: Sequence[OfferFacts], language: str) -> list[dict[str, Any]]:
    # What began already is no longer offered.
    today = clock.today()
    told = [(offer, each, each.next_start(today)) for offer in offers for each in offer.terms.sessions]
    sessions = [(offer, each, start) for offer, each, start in told if start is not None]
    mode, time = MODES.get(found.content.delivery_mode), _time(found.content)
    if not sessions:
        return [{"@type": "CourseInstance", "courseMode": mode, **time}] if mode and "courseWorkload" in time else []
    return [
        without_nothing(
            {
                "@type": "CourseInstance",
                "name": offer.terms.label.shown(language).text or None,
                "courseMode": MODES.get(offer.terms.delivery_mode) or mode,
                **time,
                # What one can begin at any time has no first day to tell.
                "startDate": start.isoformat() if start > today or session.intake != Intake.CONTINUOUS else None,
                # For the other kinds of intake it is the last day to begin, on which nothing ends.
                "endDate": session.ends_on.isoformat() if session.ends_on and session.intake == Intake.FIXED else None,
                "inLanguage": list(offer.terms.languages) or None,
                "location": {"@type": "Place", "name": offer.terms.place} if offer.terms.place else None,
            }
        )
        for offer, session, start in sessions
    ]


def _time(content: Content) -> dict[str, Any]:
    """The hours of instruction, all the work, and the weeks that it is spread over: three things (R-046)."""
    weekly = {"@type": "Schedule", "repeatFrequency": "Weekly", "repeatCount": content.weeks}
    return without_nothing(
        {
            "duration": duration(content.instruction_hours),
            "courseWorkload": duration(content.total_effort_hours or content.hours_typical),
            "courseSchedule": weekly if content.weeks else None,
        }
    )


def _offer(each: OfferFacts) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Offer",
        "category": "Free" if each.is_free else "Paid" if each.total_cents else None,
        "url": each.terms.registration_url or None,
    }
    if each.total_cents is not None:
        told |= {"price": each.total_cents / 100, "priceCurrency": "CAD"}
    return without_nothing(told)


def duration(hours: Decimal | None) -> str | None:
    """Hours as ISO 8601, ``PT24H30M``: never a calendar period (T-28)."""
    if not hours:
        return None
    minutes = int(hours * 60)
    return f"PT{minutes // 60}H" + (f"{minutes % 60}M" if minutes % 60 else "")


def number(value: Decimal) -> int | float:
    """A number as JSON has it: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def without_nothing(told: dict[str, Any]) -> dict[str, Any]:
    """The same without what nothing is known of: an absent property is not a false one."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}
