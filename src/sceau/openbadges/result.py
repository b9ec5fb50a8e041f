"""What could be reached and what was reached: ResultDescription and Result (Open Badges 3.0 §B)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.alignment import Alignment


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """One thing that is assessed.

    Attributes:
        id: absolute IRI, unique within the achievement.
        name: what is assessed, in the main language.
        kind: `resultType`, for instance "Status", "Percent", "LetterGrade", "RubricCriterionLevel".
        required: the value that suffices, or "".
        minimum: lowest possible value, or "".
        maximum: highest possible value, or "".
        allowed: possible values from low to high, or empty.
        alignments: the competencies that it shows.
    """

    id: str
    name: str
    kind: str = "Status"
    required: str = ""
    minimum: str = ""
    maximum: str = ""
    allowed: Sequence[str] = ()
    alignments: Sequence[Alignment] = ()

    def to_json(self) -> JsonObject:
        """The ResultDescription."""
        found: JsonObject = {
            "id": self.id,
            "type": ["ResultDescription"],
            "name": self.name,
            "resultType": self.kind,
        }
        texts = {"requiredValue": self.required, "valueMin": self.minimum, "valueMax": self.maximum}
        found |= {key: text for key, text in texts.items() if text}
        if self.allowed:
            found["allowedValue"] = list(self.allowed)
        if self.alignments:
            found["alignment"] = [alignment.to_json() for alignment in self.alignments]
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was reached.

    Attributes:
        description: id of the `ResultDescription`, or "".
        value: the mark, or "".
        status: "Completed", "Failed", … or ""; required when the description's kind is "Status".
        alignments: the competencies shown beyond those of the description.
    """

    description: str
    value: str = ""
    status: str = ""
    alignments: Sequence[Alignment] = ()

    def to_json(self) -> JsonObject:
        """The Result."""
        found: JsonObject = {"type": ["Result"]}
        texts = {"resultDescription": self.description, "value": self.value, "status": self.status}
        found |= {key: text for key, text in texts.items() if text}
        if self.alignments:
            found["alignment"] = [alignment.to_json() for alignment in self.alignments]
        return found
