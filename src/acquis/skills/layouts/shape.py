"""What every layout is read into: a framework's facts, its entries, the links between them, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from acquis.platform.translatable import Text

MAX_ENTRIES = 100_000
MAX_LINKS = 400_000
MAX_PROBLEMS = 200

LABEL = 600
ADDRESS = 300
CODE = 60
KINDS = ("knowledge", "skill", "attitude", "occupation", "group", "other")
REUSES = ("transversal", "cross-sector", "sector", "occupation", "")


class Limit(Exception):
    """More than this installation reads at once.

    Attributes:
        code: ``too_many_entries`` or ``too_many_links``.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it was handed over."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file.

    Attributes:
        code: see `acquis.skills.wording.PROBLEMS`.
        file, row, column: where: the row as a spreadsheet counts it (the heading is row 1), 0 for the whole file; for
            JSON the column is a pointer.
        value: the words concerned, cut short.
        blocks: nothing is imported while it stands; else something is left out and the rest goes on.
    """

    code: str
    file: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    blocks: bool = True


@dataclass(slots=True)
class Entry:
    """One entry of a framework; texts by language."""

    uri: str
    code: str = ""
    kind: str = "skill"
    reuse: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    alternatives: dict[str, list[str]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    is_obsolete: bool = False
    identifier: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    def digest(self) -> str:
        """What changes when anything of the entry does."""
        told = (
            *(self.code, self.kind, self.reuse, self.labels, self.alternatives, self.descriptions),
            *(self.is_obsolete, self.identifier, self.details),
        )
        return _digest(told)


@dataclass(slots=True)
class Link:
    """A statement of one entry about another, which may belong to another framework.

    ``kind`` is one of `acquis.skills.models.Relation.Kind`; ``identifier`` is the publisher's, or made from the rest.
    """

    source: str
    kind: str
    target: str
    identifier: str = ""
    position: int = 0
    details: dict[str, Any] = field(default_factory=dict)

    def key(self) -> str:
        """What names the link within its framework."""
        return self.identifier or sha256(f"{self.source}\n{self.kind}\n{self.target}".encode()).hexdigest()[:32]

    def digest(self) -> str:
        """What changes when anything of the link does."""
        return _digest((self.source, self.kind, self.target, self.position, self.details))


def _digest(told: object) -> str:
    # Sorted: which language's file was read first does not count.
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a framework as a whole: by its files, or by whoever imports it."""

    key: str = ""
    version: str = ""
    publisher: str = ""
    name: Text = field(default_factory=Text)
    licence: str = ""
    attribution: Text = field(default_factory=Text)
    source_url: str = ""
    identifier: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    def filled(self, other: Told) -> Told:
        """This, completed by ``other`` where it says nothing."""
        return Told(**{name: getattr(self, name) or getattr(other, name) for name in Told.__slots__})


class Package:
    """What a set of files says, gathered by a layout.

    Attributes:
        layout: the name of the layout that was recognized.
        entries: by their address.
    """

    def __init__(self, layout: str, told: Told) -> None:
        self.layout = layout
        self.told = told
        self.entries: dict[str, Entry] = {}
        self.links: dict[str, Link] = {}
        self.problems: list[Problem] = []
        self.problem_count = 0
        self.blocking = 0

    def problem(self, problem: Problem) -> None:
        """Note something wrong; all are counted, the first ones are kept."""
        self.problem_count += 1
        self.blocking += problem.blocks
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def entry(self, uri: str) -> Entry:
        """The entry with this address, new or known from another file.

        Raises:
            Limit: ``too_many_entries``.
        """
        found = self.entries.get(uri)
        if found is None:
            if len(self.entries) >= MAX_ENTRIES:
                raise Limit("too_many_entries")
            found = self.entries[uri] = Entry(uri)
        return found

    def link(self, link: Link) -> None:
        """Add a link; the same one told twice counts once.

        Raises:
            Limit: ``too_many_links``.
        """
        if len(self.links) >= MAX_LINKS:
            raise Limit("too_many_links")
        self.links[link.key()] = link

    def settle(self) -> None:
        """Once every file is read: what only the whole can tell. Links of entries that are not here are left out."""
        for entry in self.entries.values():
            if not entry.labels:
                self.problem(Problem("label_missing", value=entry.uri))
        strays = [key for key, link in self.links.items() if link.source not in self.entries]
        for key in strays:
            del self.links[key]
        if strays:
            self.problem(Problem("links_left_out", value=str(len(strays)), blocks=False))
        if not self.entries and not self.blocking:
            self.problem(Problem("nothing_inside"))
