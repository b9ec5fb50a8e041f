"""What a framework says, as values: the same shape is read from a file, stored, compared and written out again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from acquis.platform.translatable import Text

Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and those below it.

    Attributes:
        code: lasting short name, unique in its version; also the line's anchor on a page.
        strength: a code of `wording.Strength`.
        synonyms: by language, other names under which people look for it (R-033).
        fields: names of what a definition says that answer this line; see `acquis.quality.fields`.
    """

    code: str
    title: Text
    text: Text = field(default_factory=Text)
    strength: str = "hard"
    synonyms: Names = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of a framework, whole.

    Attributes:
        key: the lasting name of the framework, in its address.
        version: the publisher's own label of this version.
        wording: by language, a code of `wording.Provenance`.
        note: what a reader should know of the texts: licence, footnotes.
    """

    key: str
    kind: str
    use: str
    publisher: Text
    name: Text
    version: str
    source_address: str
    source_language: str
    wording: Mapping[str, str]
    lines: tuple[Line, ...]
    introduction: Text = field(default_factory=Text)
    synonyms: Names = field(default_factory=dict)
    note: Text = field(default_factory=Text)


def walk(lines: tuple[Line, ...], parent: str = "") -> Iterator[tuple[Line, str]]:
    """Every line in reading order, with the code of the one above it, "" at the top."""
    for line in lines:
        yield line, parent
        yield from walk(line.lines, line.code)
