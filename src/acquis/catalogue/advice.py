"""What may be published but deserves a second look: for the author, and for whoever reviews it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from acquis.catalogue import completeness, rules, wording
from acquis.catalogue.content import Content
from acquis.platform.faults import Refused

LONGEST_SENTENCE = 30
"""In words; what readers of plain language can follow."""
_SENTENCE_ENDS = re.compile(r"[.!?;:\n]+")


def warnings(content: Content, kind: str) -> list[Refused]:
    """Every remark, in the order of the editor; ``where`` names the field as in `rules.blockers`."""
    found = [Refused("language_missing", gap.sentence, gap.where) for gap in completeness.measured(content).gaps]
    found += [*_plain(content), *_size(content), *_price(content), *_renewal(content)]
    if kind == wording.Kind.MICROCREDENTIAL:
        found += [*_competencies(content), *_unsaid(content)]
    return found


def _plain(content: Content) -> Iterator[Refused]:
    """The purpose is what everybody reads first (R-037)."""
    sentences = [each for text in content.purpose.values() for each in _SENTENCE_ENDS.split(text)]
    if any(len(each.split()) > LONGEST_SENTENCE for each in sentences):
        yield Refused(
            "purpose_not_plain",
            _("A sentence of the purpose has more than %(number)s words. Make two of it.")
            % {"number": LONGEST_SENTENCE},
            "purpose",
        )


def _size(content: Content) -> Iterator[Refused]:
    if rules.outside_hours(content) and content.hours_reason.strip():
        yield Refused(
            "hours_outside",
            _("Microcredentials usually take from 8 to 200 hours. The reason given will be published."),
            "hours_typical",
        )
    for name in ("hours_max", "hours_typical", "total_effort_hours", "instruction_hours"):
        hours = getattr(content, name)
        if hours is not None and hours >= rules.DEGREE_LIKE_HOURS:
            yield Refused(
                "degree_like",
                _("This takes as long as a part of a degree. Check that it is still a microcredential."),
                name,
            )
            return


def _price(content: Content) -> Iterator[Refused]:
    if content.price_cents is not None and any(module.price_cents is not None for module in content.modules):
        yield Refused(
            "price_ignored",
            _("The modules have prices of their own: the price without modules is not counted."),
            "price_cents",
        )


def _renewal(content: Content) -> Iterator[Refused]:
    if content.validity_kind != wording.Validity.NONE and not content.renewal:
        yield Refused("renewal_missing", _("It ends one day: say how it is renewed."), "renewal")


def _competencies(content: Content) -> Iterator[Refused]:
    if content.alignments and not any(alignment.harmonized for alignment in content.alignments):
        yield Refused(
            "free_text_only",
            _("No competency is an entry of a recognized framework. Whoever approves it approves the reasons given."),
            "alignments",
        )
    for index, alignment in enumerate(content.alignments):
        if not alignment.harmonized and alignment.name:
            yield Refused(
                "not_harmonized",
                _("“%(name)s” is not an entry of a recognized framework: it will be marked as not harmonized.")
                % {"name": str(alignment.name)},
                f"alignments.{index}",
            )


def _unsaid(content: Content) -> Iterator[Refused]:
    """What people look for first."""
    asked = {
        "hours_typical": ("hours_missing", _("Say how many hours it takes.")),
        "delivery_mode": ("delivery_missing", _("Say how it is delivered.")),
        "languages": ("languages_missing", _("Say in which languages it is given.")),
    }
    for name, (code, sentence) in asked.items():
        if not rules.has(content, name):
            yield Refused(code, sentence, name)
