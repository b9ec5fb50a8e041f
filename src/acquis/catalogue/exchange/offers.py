"""Offers: from what an offer says to JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext as _

from acquis.catalogue.exchange import values
from acquis.catalogue.exchange.shape import OFFER
from acquis.catalogue.exchange.values import Finding
from acquis.catalogue.offering import Session, Terms


def told_of(offer_id: str, code: str, terms: Terms) -> dict[str, Any]:
    """The JSON of an offer; ``code`` is that of the achievement."""
    told: dict[str, Any] = {"id": offer_id, "code": code}
    told |= {field.name: getattr(terms, field.name) for field in fields(Terms)}
    told["sessions"] = [{field.name: getattr(each, field.name) for field in fields(each)} for each in terms.sessions]
    return values.written(OFFER, told)


def terms_of(told: Mapping[str, Any]) -> tuple[Terms, list[Finding]]:
    """What an offer says, and everything that is wrong with how it was told; see `values.read`."""
    found, findings = values.read(OFFER, told)
    for index, row in enumerate(found["sessions"]):
        if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
            findings.append(Finding("session_disordered", _("It ends before it begins."), f"sessions.{index}.ends_on"))
    once = {field.name: found[field.name] for field in OFFER.fields}
    return Terms(**once, sessions=tuple(Session(**row) for row in found["sessions"])), findings
