"""What an achievement corresponds to in a framework of competencies (Open Badges 3.0 §B)."""

from __future__ import annotations

from sceau.encoding.strict_json import JsonObject
from sceau.openbadges.members import Extra, extended, filled
from sceau.records import field, record


@record
class Alignment:
    """One entry of a framework.

    Attributes:
        name: of the entry, in the language of the achievement that holds it.
        url: of the entry; the pair (url, code) is what matches it across languages, since array order is
            not signed.
        code: of the entry within the framework, or "".
        framework: name of the framework, or "".
        kind: `targetType`, a `sceau.openbadges.vocabulary.AlignmentTarget` or `ext:…`, or "".
        description: of the entry, or "".
        extra: members beyond the specification.
    """

    name: str
    url: str
    code: str = ""
    framework: str = ""
    kind: str = ""
    description: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Alignment."""
        found: JsonObject = {"type": ["Alignment"], "targetName": self.name, "targetUrl": self.url}
        found |= filled(
            {
                "targetCode": self.code,
                "targetFramework": self.framework,
                "targetType": str(self.kind),
                "targetDescription": self.description,
            }
        )
        return extended(found, self.extra)
