"""What every check may look at: the document, the powers of the caller, and the facts found once for all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sceau.encoding.strict_json import JsonObject
from sceau.linked_data.contexts import Contexts
from sceau.model.credential import Credential
from sceau.ports import Fetch
from sceau.verifying import signatures
from sceau.verifying.intake import Intake
from sceau.verifying.register import Register
from sceau.verifying.signatures import Directory, Signatures

RegisterSource = Callable[[], Register]
"""Brings the register. Raises SceauError when it cannot be had."""


@dataclass(slots=True)
class Inquiry:
    """One verification.

    Attributes:
        intake: what was handed in.
        now: the moment for which the answers hold.
        contexts: the known ones.
        directory: finds DID documents.
        fetch: brings status lists, and evidence where that is wanted.
        register: brings the register, None without one.
        resources: evidence at hand, by its identifier.
        fetch_evidence: also ask for evidence where it lies; its host then learns of this verification.
    """

    intake: Intake
    now: datetime
    contexts: Contexts
    directory: Directory
    fetch: Fetch
    register: RegisterSource | None
    resources: Mapping[str, bytes]
    fetch_evidence: bool = False
    _credential: Credential | None = None
    _signatures: Signatures | None = None

    @property
    def document(self) -> JsonObject:
        """The document; only asked for once "format" has passed."""
        assert self.intake.document is not None
        return self.intake.document

    @property
    def credential(self) -> Credential:
        """The typed view; only asked for once "format" has passed."""
        if self._credential is None:
            self._credential = Credential.parse(self.document)
        return self._credential

    @property
    def signatures(self) -> Signatures:
        """The proofs of the document."""
        if self._signatures is None:
            self._signatures = self.examine(self.document)
        return self._signatures

    def examine(self, document: JsonObject) -> Signatures:
        """The proofs of another document, such as a status list or the register."""
        return signatures.examine(document, directory=self.directory, contexts=self.contexts, now=self.now)
