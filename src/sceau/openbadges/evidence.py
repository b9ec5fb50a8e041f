"""What supports the award, and the digest that holds it still.

Open Badges gives evidence a name and an address but no digest. The data model underneath does: each evidence
with a file is listed again under `relatedResource` with its SHA-256 (VC Data Model 2.0 §5.3); both are signed.
"""

from __future__ import annotations

import base64
import hashlib

from sceau.encoding.strict_json import JsonObject
from sceau.errors import UsageError
from sceau.openbadges.members import Extra, extended, filled
from sceau.records import field, record


@record
class Evidence:
    """One piece of evidence.

    Attributes:
        id: absolute address of the file or page, or "" for a narrative alone.
        name: short title, or "".
        narrative: what was done, or "".
        description: what the file holds, or "".
        genre: kind of piece, for instance "Portfolio", or "".
        audience: who may see it, in words, or "".
        digest: SHA-256 of the file (32 bytes), or b"" when there is no file.
        media_type: of the file, or "".
        extra: members beyond the specification.
    """

    id: str = ""
    name: str = ""
    narrative: str = ""
    description: str = ""
    genre: str = ""
    audience: str = ""
    digest: bytes = b""
    media_type: str = ""
    extra: Extra = field(default_factory=dict)

    def to_json(self) -> JsonObject:
        """The Evidence."""
        found: JsonObject = {"id": self.id} if self.id else {}
        found["type"] = ["Evidence"]
        found |= filled(
            {
                "name": self.name,
                "narrative": self.narrative,
                "description": self.description,
                "genre": self.genre,
                "audience": self.audience,
            }
        )
        return extended(found, self.extra)

    def related_resource(self) -> JsonObject | None:
        """The entry of `relatedResource`, or None without a file.

        Raises:
            UsageError: ``usage_wrong`` for a digest of another length, or one without an address.
        """
        if not self.digest:
            return None
        if len(self.digest) != hashlib.sha256().digest_size or not self.id:
            raise UsageError("usage_wrong", detail="a digest is SHA-256, and its file has an address")
        found: JsonObject = {"id": self.id, "digestSRI": digest_sri(self.digest)}
        return found | {"mediaType": self.media_type} if self.media_type else found


def digest_sri(digest: bytes) -> str:
    """`sha256-…`: a SHA-256 as Subresource Integrity writes it."""
    return "sha256-" + base64.b64encode(digest).decode("ascii")
