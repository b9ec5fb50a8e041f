"""What every check may look at: the document, the powers of the caller, and the facts found once for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sceau.encoding.strict_json import JsonObject
from sceau.errors import InputError
from sceau.linked_data import canonical
from sceau.linked_data.compiled.ways import Known
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.model.shape import shape_problems, value_problems
from sceau.ports import Fetch
from sceau.problems import Problem
from sceau.records import field, record
from sceau.verifying import familiar, intake, signatures
from sceau.verifying.binding import AUTHENTICATION
from sceau.verifying.directory import Directory
from sceau.verifying.familiar import Outlook
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


@record(frozen=False)
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


@record(frozen=False)
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


class Inquiry:
    """One document under verification.

    Args:
        intake: what was handed in, or found inside what was handed in.
        powers: of the caller.
    """

    # Slots that begin empty: `cached_property` would take a lock for each.
    __slots__ = (
        *("_asked", "_credential", "_flaws", "_known", "_open_badge_2", "_outlook", "_signatures"),
        *("intake", "powers"),
    )

    def __init__(self, intake: Intake, powers: Powers) -> None:
        self.intake = intake
        self.powers = powers
        self._open_badge_2: OpenBadge2 | None = None
        self._credential: Credential | None = None
        self._flaws: list[Problem] | None = None
        self._signatures: Signatures | None = None
        self._asked = False
        self._known: Known | None = None
        self._outlook: Outlook | None = None

    @property
    def now(self) -> datetime:
        """The moment for which the answers hold."""
        return self.powers.now

    @property
    def open_badge_2(self) -> OpenBadge2:
        """The document as a badge of the former generation, whose answers come from its host."""
        from sceau.verifying.open_badges_2 import OpenBadge2  # noqa: PLC0415 — slow to import, most badges are newer

        if self._open_badge_2 is None:
            handed = self.intake.text or self.intake.document or {}
            self._open_badge_2 = OpenBadge2(handed, fetch=self.powers.fetch, now=self.now)
        return self._open_badge_2

    @property
    def document(self) -> JsonObject:
        """The document; only asked for once "format" has passed."""
        assert self.intake.document is not None
        return self.intake.document

    @property
    def known(self) -> Known | None:
        """What linked data knows of the document without its proofs, from others of its shape."""
        if not self._asked:
            self._compare()
        return self._known

    @property
    def outlook(self) -> Outlook | None:
        """What the checks know of it from others of its shape; see `sceau.verifying.familiar`."""
        if not self._asked:
            self._compare()
        return self._outlook

    def _compare(self) -> None:
        """With the shapes that came before."""
        self._asked = True
        bare = {name: value for name, value in self.document.items() if name != "proof"}
        self._known = canonical.known(bare, self.powers.contexts)
        if self._known is not None:
            self._outlook = familiar.outlook(bare, self._known, self.powers.contexts)

    @property
    def credential(self) -> Credential:
        """The typed view of a credential; only asked for once "format" has passed."""
        if self._credential is None:
            self._credential = Credential.parse(self.document, self.flaws)
        return self._credential

    @property
    def flaws(self) -> list[Problem]:
        """What keeps the document from having the shape of a credential."""
        if self._flaws is None:
            shaped = self.outlook is not None and self.outlook.is_shaped
            self._flaws = (value_problems if shaped else shape_problems)(self.document)
        return self._flaws

    @property
    def issuer_id(self) -> str:
        """Whom the document names as its issuer; only asked for once "format" has passed."""
        if self.intake.kind == intake.OPEN_BADGE_2:
            return self.open_badge_2.issuer_id
        if self.intake.kind == intake.SD_JWT_VC:
            assert self.intake.sd_jwt is not None
            return self.intake.sd_jwt.issuer or ""
        return self.credential.issuer_id

    @property
    def signatures(self) -> Signatures:
        """The signatures of the document."""
        if self._signatures is None:
            if self.intake.kind == intake.PRESENTATION:
                expected = Expectation(AUTHENTICATION, self.powers.challenge, self.powers.domain)
                self._signatures = self.examine(self.intake, expected)
            else:
                self._signatures = self.examine(self.intake)
        return self._signatures

    def examine(self, other: Intake, expected: Expectation = ASSERTION, once: Once = every_time) -> Signatures:
        """The signatures of any document, such as a status list or the register; ``once`` is that of the document."""
        assert other.document is not None
        if other.envelope is not None or other.sd_jwt is not None:
            from sceau.verifying import enveloped  # noqa: PLC0415 — slow to import, most badges bear their own proof

            return enveloped.examine(other, directory=self.powers.directory, now=self.now, expected=expected, once=once)
        return signatures.examine(
            other.document,
            directory=self.powers.directory,
            contexts=self.powers.contexts,
            now=self.now,
            expected=expected,
            once=once,
            known=self.known if other is self.intake else None,
        )
