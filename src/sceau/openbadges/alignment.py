"""What an achievement corresponds to in a framework of competencies (Open Badges 3.0 §B)."""

from __future__ import annotations

from dataclasses import dataclass

from sceau.encoding.strict_json import JsonObject


@dataclass(frozen=True, slots=True)
class Alignment:
    """One entry of a framework.

    Attributes:
        name: of the entry, in the language of the achievement that holds it.
        url: of the entry; the pair (url, code) is what matches it across languages, since array order is
            not signed.
        code: of the entry within the framework, or "".
        framework: name of the framework, or "".
        kind: `targetType`, for instance "ceasn:Competency" or "CFItem", or "".
        description: of the entry, or "".
    """

    name: str
    url: str
    code: str = ""
    framework: str = ""
    kind: str = ""
    description: str = ""

    def to_json(self) -> JsonObject:
        """The Alignment."""
        found: JsonObject = {"type": ["Alignment"], "targetName": self.name, "targetUrl": self.url}
        texts = {
            "targetCode": self.code,
            "targetFramework": self.framework,
            "targetType": self.kind,
            "targetDescription": self.description,
        }
        return found | {key: text for key, text in texts.items() if text}
