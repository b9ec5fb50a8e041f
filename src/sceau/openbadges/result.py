"""What could be reached and what was reached: ResultDescription, RubricCriterionLevel, Result (Open Badges 3.0 §B)."""

from __future__ import annotations

from collections.abc import Sequence

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.alignment import Alignment
from sceau.openbadges.members import Extra, extended, filled
from sceau.openbadges.vocabulary import ResultType
from sceau.records import field, record


@record
class RubricLevel:
    """One level of a rubric criterion.

    Attributes:
        id: absolute IRI, unique within the achievement; a result names it.
        name: in the main language.
        description: what a performance of this level looks like, or "".
        level: how high it is, in the words of the rubric, or "". The specification orders levels by their place,
            but the context signs them as a set: say the order here or in ``points``.
        points: what it is worth, or "".
        alignments: to the same level in external rubrics.
        extra: members beyond the specification.
    """

    id: str
    name: str
    description: str = ""
    level: str = ""
    points: str = ""
    alignments: Sequence[Alignment] = ()
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The RubricCriterionLevel."""
        found: JsonObject = {"id": self.id, "type": ["RubricCriterionLevel"], "name": self.name}
        found |= filled(
            {
                "description": self.description,
                "level": self.level,
                "points": self.points,
                "alignment": [alignment.to_json() for alignment in self.alignments],
            }
        )
        return extended(found, self.extra)


@record
class ResultDescription:
    """One thing that is assessed.

    Attributes:
        id: absolute IRI, unique within the achievement.
        name: what is assessed, in the main language.
        kind: `resultType`, a `sceau.openbadges.vocabulary.ResultType` or `ext:…`.
        required: the value that suffices, or "".
        minimum: lowest possible value, or "".
        maximum: highest possible value, or "".
        allowed: possible values from low to high (their order is signed), or empty.
        alignments: the competencies that it shows.
        required_level: id of the level that suffices, or "".
        levels: the rubric, from low to high, or empty.
        extra: members beyond the specification.
    """

    id: str
    name: str
    kind: str = ResultType.STATUS
    required: str = ""
    minimum: str = ""
    maximum: str = ""
    allowed: Sequence[str] = ()
    alignments: Sequence[Alignment] = ()
    required_level: str = ""
    levels: Sequence[RubricLevel] = ()
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The ResultDescription."""
        found: JsonObject = {
            "id": self.id,
            "type": ["ResultDescription"],
            "name": self.name,
            "resultType": str(self.kind),
        }
        found |= filled(
            {
                "requiredValue": self.required,
                "valueMin": self.minimum,
                "valueMax": self.maximum,
                "allowedValue": list(self.allowed),
                "alignment": [alignment.to_json() for alignment in self.alignments],
                "requiredLevel": self.required_level,
                "rubricCriterionLevel": [level.to_json() for level in self.levels],
            }
        )
        return extended(found, self.extra)


@record
class Result:
    """One thing that was reached.

    Attributes:
        description: id of the `ResultDescription`, or "".
        value: the mark, or "".
        status: a `sceau.openbadges.vocabulary.ResultStatus` or ""; required when the description's kind is "Status".
        alignments: the competencies shown beyond those of the description.
        level: id of the reached `RubricLevel`, or "".
        extra: members beyond the specification.
    """

    description: str
    value: str = ""
    status: str = ""
    alignments: Sequence[Alignment] = ()
    level: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Result."""
        found: JsonObject = {"type": ["Result"]}
        found |= filled(
            {
                "resultDescription": self.description,
                "value": self.value,
                "status": str(self.status),
                "alignment": [alignment.to_json() for alignment in self.alignments],
                "achievedLevel": self.level,
            }
        )
        return extended(found, self.extra)
