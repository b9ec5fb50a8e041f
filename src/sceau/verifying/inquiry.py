"""What every check may look at: the document, the powers of the caller, and the facts found once for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential, shape_problems
from sceau.ports import Fetch
from sceau.problems import Problem
from sceau.verifying import enveloped, intake, signatures
from sceau.verifying.binding import AUTHENTICATION
from sceau.verifying.directory import Directory
from sceau.verifying.intake import Intake
from sceau.verifying.memory import Memory, Once, every_time
from sceau.verifying.register import Register
from sceau.verifying.signatures import ASSERTION, Expectation, Signatures

if TYPE_CHECKING:
    from sceau.verifying.open_badges_2 import OpenBadge2

RegisterSource = Callable[[], Register]
"""Brings the register. Raises SceauError when it cannot be had."""


MOST_VALUES = 60_000
"""What one verification may read altogether; see `sceau.linked_data.canonical.weigh`. Signed texts inside a document
count as one value there, and each may hold as much as the document around it."""

BYTES_PER_VALUE = 1_000
"""How many bytes of a status list take as long to read as a value of a document, about."""


@dataclass(slots=True)
class Effort:
    """What one verification may still read.

    Attributes:
        values: objects, members and array items.
    """

    values: int = MOST_VALUES

    def spend(self, values: int) -> None:
        """Raises InputError ``canonicalization_budget_exceeded`` when nothing is left."""
        self.values -= values
        if self.values < 0:
            raise InputError("canonicalization_budget_exceeded", detail=f"more than {MOST_VALUES} values altogether")


@dataclass(slots=True)
class Powers:
    """What the caller lends, for one verification and everything inside it.

    Attributes:
        now: the moment for which the answers hold.
        contexts: the known ones.
        directory: finds keys.
        fetch: brings status lists, and evidence where that is wanted.
        register: brings the register, None without one.
        resources: evidence at hand, by its identifier.
        fetch_evidence: also ask for evidence where it lies; its host then learns of this verification.
        challenge: that a presentation must answer, None when none was given.
        domain: that a presentation must be meant for, None when any will do.
        effort: what may still be read.
        lists: brings status lists in place of ``fetch``, None for the same.
        memory: what former verifications left, None for nothing.
    """

    now: datetime
    contexts: Contexts
    directory: Directory
    fetch: Fetch
    register: RegisterSource | None = None
    resources: Mapping[str, bytes] = field(default_factory=dict)
    fetch_evidence: bool = False
    challenge: str | None = None
    domain: str | None = None
    effort: Effort = field(default_factory=Effort)
    lists: Fetch | None = None
    memory: Memory | None = None

    @property
    def fetch_list(self) -> Fetch:
        """Who brings status lists."""
        return self.lists or self.fetch

    @property
    def asks(self) -> bool:
        """Whether the caller had asked somebody for something, and wants to see it answered."""
        return self.challenge is not None or self.domain is not None


@dataclass
class Inquiry:
    """One document under verification.

    Attributes:
        intake: what was handed in, or found inside what was handed in.
        powers: of the caller.
    """

    intake: Intake
    powers: Powers

    @property
    def now(self) -> datetime:
        """The moment for which the answers hold."""
        return self.powers.now

    @cached_property
    def open_badge_2(self) -> OpenBadge2:
        """The document as a badge of the former generation, whose answers come from its host."""
        from sceau.verifying.open_badges_2 import OpenBadge2  # noqa: PLC0415 — slow to import, most badges are newer

        handed = self.intake.text or self.intake.document or {}
        return OpenBadge2(handed, fetch=self.powers.fetch, now=self.now)

    @property
    def document(self) -> JsonObject:
        """The document; only asked for once "format" has passed."""
        assert self.intake.document is not None
        return self.intake.document

    @cached_property
    def credential(self) -> Credential:
        """The typed view of a credential; only asked for once "format" has passed."""
        return Credential.parse(self.document, self.flaws)

    @cached_property
    def flaws(self) -> list[Problem]:
        """What keeps the document from having the shape of a credential."""
        return shape_problems(self.document)

    @property
    def issuer_id(self) -> str:
        """Whom the document names as its issuer; only asked for once "format" has passed."""
        if self.intake.kind == intake.OPEN_BADGE_2:
            return self.open_badge_2.issuer_id
        if self.intake.kind == intake.SD_JWT_VC:
            assert self.intake.sd_jwt is not None
            return self.intake.sd_jwt.issuer or ""
        return self.credential.issuer_id

    @cached_property
    def signatures(self) -> Signatures:
        """The signatures of the document."""
        if self.intake.kind != intake.PRESENTATION:
            return self.examine(self.intake)
        return self.examine(self.intake, Expectation(AUTHENTICATION, self.powers.challenge, self.powers.domain))

    def examine(self, other: Intake, expected: Expectation = ASSERTION, once: Once = every_time) -> Signatures:
        """The signatures of any document, such as a status list or the register; ``once`` is that of the document."""
        assert other.document is not None
        if other.envelope is not None or other.sd_jwt is not None:
            return enveloped.examine(other, directory=self.powers.directory, now=self.now, expected=expected, once=once)
        return signatures.examine(
            other.document,
            directory=self.powers.directory,
            contexts=self.powers.contexts,
            now=self.now,
            expected=expected,
            once=once,
        )
