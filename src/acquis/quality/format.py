"""The file of a framework, ``acquis-framework/1``: read strictly, written the same way (docs/frameworks.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, cast
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from acquis.platform.faults import Blocked, Refused
from acquis.platform.translatable import LANGUAGES, Text
from acquis.quality import fields, wording
from acquis.quality.content import Framework, Line, Names
from sceau.encoding import jcs, pointer, strict_json
from sceau.errors import InputError

FORMAT = "acquis-framework/1"
MAX_BYTES = 500_000
MOST_LINES = 200
MOST_FAULTS = 50
LONG, SHORT, CODE = 4000, 300, 60
# Words that stand at the place of a key in the addresses of the site.
RESERVED = frozenset({"adopters", "changes", "findings"})

_WHOLE = {"format", "key", "kind", "use", "publisher", "name", "version", "source", "wording", "lines"}
_MAY = {"introduction", "synonyms", "note"}
_LINE, _LINE_MAY = {"code", "title"}, {"text", "strength", "synonyms", "fields", "lines"}
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def read(data: bytes) -> Framework:
    """What the file says.

    Raises:
        Blocked: ``framework_file_faulty``; each reason names the place by its JSON Pointer, "" for the whole file.
    """
    try:
        document = strict_json.loads(data, max_bytes=MAX_BYTES)
    except InputError as error:
        raise _faulty([Refused(error.code, _unreadable(error), error.pointer)]) from None
    reading = _Reading()
    found = reading.framework(document)
    if reading.faults:
        raise _faulty(reading.faults[:MOST_FAULTS])
    return found


def write(told: Framework) -> dict[str, Any]:
    """The JSON value of a file that `read` takes; members without content are left out."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "key": told.key,
        "kind": told.kind,
        "use": told.use,
        "publisher": dict(told.publisher),
        "name": dict(told.name),
        "version": told.version,
        "introduction": dict(told.introduction),
        "synonyms": _plain_names(told.synonyms),
        "source": {"address": told.source_address, "language": told.source_language},
        "wording": dict(told.wording),
        "note": dict(told.note),
        "lines": [_line(line) for line in told.lines],
    }
    return {name: value for name, value in document.items() if value}


def digest(told: Framework) -> str:
    """SHA-256 over the canonical JSON (RFC 8785) of the file, in hexadecimal."""
    return sha256(jcs.canonicalize(cast("Any", write(told)))).hexdigest()


def _line(line: Line) -> dict[str, Any]:
    told = {
        "code": line.code,
        "title": dict(line.title),
        "text": dict(line.text),
        "strength": line.strength,
        "synonyms": _plain_names(line.synonyms),
        "fields": list(line.fields),
        "lines": [_line(inner) for inner in line.lines],
    }
    return {name: value for name, value in told.items() if value}


def _plain_names(names: Names) -> dict[str, list[str]]:
    return {language: list(several) for language, several in names.items() if several}


def _faulty(reasons: list[Refused]) -> Blocked:
    return Blocked(
        "framework_file_faulty",
        gettext_lazy("This file cannot be taken as a framework. Correct what is listed and give it again."),
        reasons,
    )


def _unreadable(error: InputError) -> str:
    if error.code == "json_too_large":
        return _("The file is larger than 500 kB, far more than a framework.")
    if error.code == "json_duplicate_key":
        return _("The same name stands twice in one object.")
    return _("This is not JSON that every program reads alike (%(detail)s).") % {"detail": error.detail or error.code}


class _Reading:
    """Walks through a document and gathers every fault instead of stopping at the first one."""

    def __init__(self) -> None:
        self.faults: list[Refused] = []
        self._codes: set[str] = set()

    def fault(self, code: str, sentence: str, where: str) -> None:
        """Note what is wrong, and where."""
        self.faults.append(Refused(code, sentence, where))

    def framework(self, value: Any) -> Framework:
        """The whole; without meaning when there are faults."""
        whole = self._members(value, "", _WHOLE, _MAY)
        if "format" in whole and whole["format"] != FORMAT:
            self.fault("format_unknown", _("Write %(format)s here.") % {"format": FORMAT}, "/format")
        key = self._code(whole.get("key", ""), "/key") if "key" in whole else ""
        if key in RESERVED:
            self.fault("key_reserved", _("This key is taken by a page of the site. Choose another one."), "/key")
        source = self._members(whole.get("source", {}), "/source", {"address", "language"}) if "source" in whole else {}
        return Framework(
            key=key,
            kind=self._word(whole, "kind", wording.Kind),
            use=self._word(whole, "use", wording.Use),
            publisher=self._text(whole, "publisher", "", SHORT),
            name=self._text(whole, "name", "", SHORT),
            version=self._short(whole.get("version", ""), "/version", 40) if "version" in whole else "",
            introduction=self._text(whole, "introduction", "", LONG),
            synonyms=self._names(whole.get("synonyms", {}), "/synonyms"),
            source_address=self._address(source.get("address", ""), "/source/address") if source else "",
            source_language=self._one_of(source.get("language"), "/source/language", LANGUAGES) if source else "",
            wording=self._wording(whole),
            note=self._text(whole, "note", "", LONG),
            lines=self._lines(whole.get("lines", []), "/lines", nested=False) if "lines" in whole else (),
        )

    def _members(self, value: Any, where: str, required: set[str], optional: Iterable[str] = ()) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault("type_wrong", _("An object stands here: { … }."), where)
            return {}
        for name in sorted(required - set(value)):
            self.fault("member_missing", _("This is missing."), pointer.join(where, name))
        for name in sorted(set(value) - required - set(optional)):
            self.fault(
                "member_unknown", _("This name is not part of the format. Remove it."), pointer.join(where, name)
            )
        return value

    def _string(self, value: Any, where: str, most: int) -> str:
        if not isinstance(value, str):
            self.fault("type_wrong", _("A text stands here, between quotation marks."), where)
            return ""
        if len(value) > most:
            self.fault("too_long", _("This is longer than %(most)d characters.") % {"most": most}, where)
        return value

    def _short(self, value: Any, where: str, most: int) -> str:
        told = self._string(value, where, most).strip()
        if isinstance(value, str) and not told:
            self.fault("empty", _("Write something here."), where)
        return told

    def _code(self, value: Any, where: str) -> str:
        told = self._string(value, where, CODE)
        if isinstance(value, str) and not _CODE.match(told):
            self.fault("code_invalid", _("Write small letters, digits and single hyphens only."), where)
        return told

    def _one_of(self, value: Any, where: str, words: Iterable[str]) -> str:
        allowed = list(words)
        if not isinstance(value, str) or value not in allowed:
            self.fault("value_unknown", _("Write one of: %(words)s.") % {"words": ", ".join(allowed)}, where)
            return ""
        return value

    def _word(self, whole: Mapping[str, Any], name: str, vocabulary: type[TextChoices]) -> str:
        return self._one_of(whole[name], f"/{name}", vocabulary.values) if name in whole else ""

    def _address(self, value: Any, where: str) -> str:
        told = self._string(value, where, 500)
        try:
            parts = urlsplit(told)
        except ValueError:
            parts = urlsplit("")
        if isinstance(value, str) and (parts.scheme not in {"http", "https"} or not parts.netloc or " " in told):
            self.fault("address_invalid", _("Write a full address that begins with https:// or http://."), where)
        return told

    def _text(self, holder: Mapping[str, Any], name: str, base: str, most: int) -> Text:
        """A text in both languages; an official document is published in both at once (I-19)."""
        if name not in holder:
            return Text()
        where = pointer.join(base, name)
        told = self._members(holder[name], where, set(LANGUAGES))
        return Text(
            {
                language: self._short(told[language], pointer.join(where, language), most)
                for language in LANGUAGES
                if language in told
            }
        )

    def _names(self, value: Any, where: str) -> Names:
        told = self._members(value, where, set(), LANGUAGES)
        return {
            language: self._list(told[language], pointer.join(where, language))
            for language in LANGUAGES
            if language in told
        }

    def _list(self, value: Any, where: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.fault("type_wrong", _("A list stands here: [ … ]."), where)
            return ()
        return tuple(self._short(one, pointer.join(where, place), SHORT) for place, one in enumerate(value))

    def _wording(self, whole: Mapping[str, Any]) -> dict[str, str]:
        if "wording" not in whole:
            return {}
        told = self._members(whole["wording"], "/wording", set(LANGUAGES))
        return {
            language: self._one_of(told[language], f"/wording/{language}", wording.Provenance.values)
            for language in LANGUAGES
            if language in told
        }

    def _lines(self, value: Any, where: str, *, nested: bool) -> tuple[Line, ...]:
        if not isinstance(value, list):
            self.fault("type_wrong", _("A list stands here: [ … ]."), where)
            return ()
        if not value:
            self.fault("empty", _("Write at least one line."), where)
        if len(value) > MOST_LINES:
            self.fault("too_many", _("These are more than %(most)d lines.") % {"most": MOST_LINES}, where)
            return ()
        return tuple(self._one_line(one, pointer.join(where, place), nested) for place, one in enumerate(value))

    def _one_line(self, value: Any, where: str, nested: bool) -> Line:
        told = self._members(value, where, _LINE, _LINE_MAY - ({"lines"} if nested else set()))
        code = self._code(told["code"], pointer.join(where, "code")) if "code" in told else ""
        if code and code in self._codes:
            self.fault("code_twice", _("Another line has this code already."), pointer.join(where, "code"))
        self._codes.add(code)
        return Line(
            code=code,
            title=self._text(told, "title", where, SHORT),
            text=self._text(told, "text", where, LONG),
            strength=self._one_of(
                told.get("strength", wording.Strength.HARD),
                pointer.join(where, "strength"),
                wording.Strength.values,
            ),
            synonyms=self._names(told.get("synonyms", {}), pointer.join(where, "synonyms")),
            fields=self._fields(told.get("fields", []), pointer.join(where, "fields")),
            lines=self._lines(told["lines"], pointer.join(where, "lines"), nested=True)
            if "lines" in told and not nested
            else (),
        )

    def _fields(self, value: Any, where: str) -> tuple[str, ...]:
        names = self._list(value, where)
        for place, name in enumerate(names):
            if name and name not in fields.known():
                self.fault(
                    "field_unknown",
                    _("A definition has no field of this name: %(name)s.") % {"name": name},
                    pointer.join(where, place),
                )
        return names
