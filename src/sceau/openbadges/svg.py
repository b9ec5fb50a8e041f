"""A credential in an SVG: one `credential` or, before Open Badges 3.0, `assertion` element.

Hostile XML until proven otherwise.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from sceau.encoding import strict_json
from sceau.errors import InputError
from sceau.openbadges.baked import MAX_CREDENTIAL, MAX_PICTURE, Generation, Unbaked
from sceau.records import field, record

ELEMENTS = {
    # generation: prefix, namespace, local name
    Generation.OB2: ("openbadges", "http://openbadges.org", "assertion"),
    Generation.OB3: ("openbadges", "https://purl.imsglobal.org/ob/v3p0", "credential"),
    Generation.CLR: ("clr", "https://purl.imsglobal.org/clr/v2p0", "credential"),
}
MAX_DEPTH = 1_000

_ROOT = "{http://www.w3.org/2000/svg}svg"
_GENERATIONS = {f"{{{namespace}}}{name}": generation for generation, (_, namespace, name) in ELEMENTS.items()}
_BEGIN = 1_024
_PROLOGUE = re.compile(rb"(?:\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[\]]*+>)*+", re.DOTALL)
_START_TAG = re.compile(rb"<[\w.:-]++(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+(?<!/)>")
_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]{1,2000}")
_BOM = b"\xef\xbb\xbf"


def is_svg(picture: bytes) -> bool:
    """Whether the bytes look like an SVG; only `unbake` tells whether they are one."""
    begin = picture[:_BEGIN].removeprefix(_BOM).lstrip()
    return begin.startswith(b"<") and (b"<svg" in begin or b":svg" in begin or begin.startswith(b"<?xml"))


def bake(picture: bytes, credential: bytes, *, generation: Generation = Generation.OB3) -> bytes:
    """``picture`` (UTF-8) with ``credential`` (JSON or compact JWS) as first child of its root.

    Raises:
        InputError: ``badge_malformed`` or ``badge_too_large`` for what is not a sound SVG of bearable size;
            ``badge_ambiguous`` when it holds a credential already, of whatever generation.
    """
    if len(credential) > MAX_CREDENTIAL:
        raise InputError("badge_too_large", detail=f"credential of more than {MAX_CREDENTIAL} bytes")
    if _read(picture).baked:
        raise InputError("badge_ambiguous", detail="a credential is inside already")
    try:
        picture.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError("badge_malformed", detail="not UTF-8") from error
    begin = len(_BOM) if picture.startswith(_BOM) else 0
    prologue = _PROLOGUE.match(picture, begin)
    root = _START_TAG.match(picture, prologue.end() if prologue else begin)
    if root is None:
        raise InputError("badge_malformed", detail="an empty picture")
    return picture[: root.end()] + _element(credential, generation) + picture[root.end() :]


def look(picture: bytes) -> Unbaked | None:
    """The credential inside ``picture``, or None.

    Raises:
        InputError: ``badge_malformed``, ``badge_too_large``; ``badge_ambiguous`` for more than one credential, of
            whatever generation: two readers might show two badges.
    """
    found = _read(picture).baked
    if len(found) > 1:
        raise InputError("badge_ambiguous", detail=f"{len(found)} credentials")
    for baked in found:
        text = "".join(baked.texts).strip()
        if baked.has_children or (text and baked.verify and not _same(baked, text)):
            raise InputError("badge_ambiguous", detail="a credential told twice")
        credential = (text or baked.verify).encode()
        if not credential:
            raise InputError("badge_malformed", detail="an empty credential element")
        if len(credential) > MAX_CREDENTIAL:
            raise InputError("badge_too_large", detail=f"credential of more than {MAX_CREDENTIAL} bytes")
        return Unbaked(baked.generation, credential)
    return None


def _same(baked: _Baked, text: str) -> bool:
    """Whether the attribute is the address of the assertion inside, as Badge Baking 1.0 has it."""
    if baked.generation is not Generation.OB2 or not _ADDRESS.fullmatch(baked.verify):
        return False
    try:
        document = strict_json.loads_object(text)
    except InputError:
        return False
    hosting = document.get("verify")
    address = hosting.get("url") if isinstance(hosting, dict) else None
    return baked.verify in (document.get("id"), address)


@record(frozen=False)
class _Baked:
    generation: Generation
    verify: str
    texts: list[str] = field(default_factory=list)
    has_children: bool = False


class _Finder:
    """Listens to the parser and keeps credentials only: a tree of a million elements is never built."""

    def __init__(self) -> None:
        self.baked: list[_Baked] = []
        self._depth = 0
        self._inside = 0  # depth of the credential element being read, 0 outside

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag != _ROOT:
            raise InputError("badge_malformed", detail="the root is not svg")
        if self._depth > MAX_DEPTH:
            raise InputError("badge_too_large", detail=f"more than {MAX_DEPTH} levels")
        if self._inside:
            self.baked[-1].has_children = True
        elif generation := _GENERATIONS.get(tag):
            self.baked.append(_Baked(generation, attributes.get("verify", "")))
            self._inside = self._depth

    def end(self, _tag: str) -> None:
        if self._inside == self._depth:
            self._inside = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        if self._inside:
            self.baked[-1].texts.append(text)

    def close(self) -> None:
        """Called by the parser at the end."""


def _element(credential: bytes, generation: Generation) -> bytes:
    prefix, namespace, local = ELEMENTS[generation]
    name = f"{prefix}:{local}".encode()
    start = b'<%b xmlns:%b="%b"' % (name, prefix.encode(), namespace.encode())
    if _JWS.fullmatch(credential):
        return start + b' verify="' + credential + b'"/>'
    # "]]>" would end the section; in JSON it stands inside a string, where the escape means the same.
    return start + b"><![CDATA[" + credential.replace(b"]]>", b"]]\\u003e") + b"]]></%b>" % name


def _read(picture: bytes) -> _Finder:
    if len(picture) > MAX_PICTURE:
        raise InputError("badge_too_large", detail=f"picture of more than {MAX_PICTURE} bytes")
    finder = _Finder()
    parser = DefusedXMLParser(target=finder)
    try:
        parser.feed(picture)
        parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError("badge_malformed", detail=type(error).__name__) from error
    return finder
