"""The messages about an endorsement: to the partner, and to whoever asked."""

from __future__ import annotations

from datetime import datetime

from acquis.catalogue import models
from acquis.catalogue.queries.endorsements import ANSWER, HOLD
from acquis.organizations import queries as organizations
from acquis.people import queries as people
from acquis.platform import capabilities, formats, links, mail


def write_to_partner(found: models.Endorsement) -> None:
    """Send the request with a fresh link; links sent before end."""
    capabilities.withdraw(purpose=ANSWER, subject_id=found.pk)
    token = capabilities.mint(purpose=ANSWER, subject_id=found.pk, expires_at=found.answer_by)
    owner = organizations.organization(found.organization_id)
    assert owner is not None
    name = owner.name.shown(found.language).text
    mail.send(
        "endorsement_request",
        to=found.email,
        language=found.language,
        context={
            "organization": name,
            "partner": found.partner_name,
            "title": found.version.title.shown(found.language).text,
            "message": found.message,
            "link": links.absolute("partner:link", language=found.language, token=token),
            "last_day": formats.day(found.answer_by, found.language),
        },
        sender_name=name,
    )


def write_receipt(found: models.Endorsement) -> str:
    """Send the partner the link by which it can withdraw what it signed; its secret."""
    token = capabilities.mint(purpose=HOLD, subject_id=found.pk, expires_at=_until(found))
    mail.send(
        "endorsement_signed",
        to=found.email,
        language=found.language,
        context={
            "partner": found.partner_name,
            "title": found.version.title.shown(found.language).text,
            "link": links.absolute("partner:link", language=found.language, token=token),
            "last_day": formats.day(_until(found), found.language),
        },
    )
    return token


def write_to_issuer(found: models.Endorsement) -> None:
    """Tell whoever asked that there is news; what it is, the page says."""
    asker = people.person(found.requested_by_id) if found.requested_by_id else None
    if asker is None:
        return
    mail.send(
        "endorsement_answered",
        to=asker.email,
        language=asker.language,
        context={
            "partner": found.partner_name,
            "title": found.version.title.shown(asker.language).text,
            "link": links.absolute(
                "issuer:endorsement",
                language=asker.language,
                organization_id=found.organization_id,
                endorsement_id=found.pk,
            ),
        },
    )


def _until(found: models.Endorsement) -> datetime:
    assert found.valid_until is not None, "written with the answer"
    return found.valid_until
