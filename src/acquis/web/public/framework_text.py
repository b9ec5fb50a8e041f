"""A framework as plain text, for whoever reads it aloud, pastes it or prints it without a browser (R-030)."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill, indent

from django.utils import translation
from django.utils.translation import gettext as _

from acquis.platform import formats
from acquis.platform.translatable import Text
from acquis.quality.facts import FrameworkFacts, LineFacts

WIDTH = 78


def plain(shown: FrameworkFacts, language: str) -> str:
    """The whole version in one language, in paragraphs of at most 78 characters."""
    with translation.override(language):
        return "\n\n".join(part for part in _parts(shown, language) if part) + "\n"


def _parts(shown: FrameworkFacts, language: str) -> Iterator[str]:
    title = _say(shown.name, language)
    yield f"{title}\n{'=' * min(len(title), WIDTH)}"
    yield _say(shown.publisher, language)
    if shown.effective_from:
        yield fill(
            _("Version %(label)s, in force in this network from %(day)s.")
            % {"label": shown.label, "day": formats.day(shown.effective_from, language)},
            WIDTH,
        )
    yield fill(_say(shown.introduction, language), WIDTH)
    for number, line in enumerate(shown.lines, start=1):
        yield from _line(line, f"{number}.", language)
    yield "-" * WIDTH
    yield fill(shown.provenance(language), WIDTH)
    yield fill(_say(shown.note, language), WIDTH, break_long_words=False)
    yield shown.source_address


def _line(line: LineFacts, number: str, language: str) -> Iterator[str]:
    yield f"{number} {_say(line.title, language)} [{line.strength_label}]"
    if line.names(language):
        yield indent(fill(_("Also called: %(names)s") % {"names": ", ".join(line.names(language))}, WIDTH - 4), "    ")
    if line.text:
        yield indent(fill(_say(line.text, language), WIDTH - 4, break_long_words=False), "    ")
    for place, inner in enumerate(line.below, start=1):
        yield from _line(inner, f"{number}{place}.", language)


def _say(text: Text, language: str) -> str:
    return text.shown(language).text
