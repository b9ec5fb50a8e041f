"""Collect the texts to translate into the catalogues, and compile these, with Babel and without GNU gettext.

Runs inside the environment: ``python -m tools.messages [--check | --compile]``.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.paths import ROOT

PACKAGE = ROOT / "src" / "acquis"
LOCALE = PACKAGE / "locale"
SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "fr")
_PLAIN = ("_", "gettext", "gettext_lazy", "gettext_noop")
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(_PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_TEXT = r"""u?((?:"(?:\\.|[^"\\])*")|(?:'(?:\\.|[^'\\])*'))"""
_CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\({_TEXT}(?:,\s*{_TEXT})?(?:,\s*{_TEXT})?")
_PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w*)\}")


@dataclass(frozen=True)
class Text:
    """One text to translate: its context if any, its English, its English plural if any."""

    context: str | None
    singular: str
    plural: str | None

    @property
    def id(self) -> str | tuple[str, str]:
        """The identifier as Babel wants it."""
        return (self.singular, self.plural) if self.plural else self.singular


def from_python(path: Path) -> Iterator[Text]:
    """The texts of a Python file."""
    with path.open("rb") as handle:
        for _, found, _, context in extract("python", handle, keywords=_KEYWORDS):
            single, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, None)
            yield Text(context, single, plural)


def from_template(source: str) -> Iterator[Text]:
    """The texts of a Django template, in the reading that Django's own `makemessages` makes."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for match in _CALL.finditer(templatize(source)):
        name, *texts = match.groups()
        words = [ast.literal_eval(text) for text in texts if text]
        context = words.pop(0) if "pg" in name else None
        yield Text(context, words[0], words[1] if name.startswith(("ng", "np")) else None)


def collected() -> list[Text]:
    """Every text of the product, sorted, each once."""
    found: set[Text] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(from_python(path))
    for path in (PACKAGE / "templates").rglob("*"):
        if path.suffix in {".html", ".txt", ".svg"}:
            found.update(from_template(path.read_text(encoding="utf-8")))
    merged: dict[tuple[str | None, str], Text] = {}
    for text in found:
        known = merged.get((text.context, text.singular))
        if known is None or known.plural is None:
            merged[text.context, text.singular] = text
    return sorted(merged.values(), key=lambda text: (text.singular.casefold(), text.singular, text.context or ""))


def catalogue_path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as handle:
        return read_po(handle, locale=language, domain="django")


def renewed(language: str, texts: list[Text]) -> Catalog:
    """The catalogue with exactly these texts, keeping the translations it has; nothing is guessed."""
    former = read(language)
    catalogue = Catalog(
        locale=language, project="Acquis", version="", copyright_holder="", fuzzy=False, charset="utf-8"
    )
    for text in texts:
        known = former.get(text.id, context=text.context)
        string = known.string if known is not None and _same_shape(known, text) else None
        catalogue.add(text.id, string, context=text.context)
    return catalogue


def _same_shape(known: Message, text: Text) -> bool:
    return bool(known.pluralizable) == bool(text.plural)


def rendered(catalogue: Catalog) -> str:
    """The catalogue's file: stable order, no line numbers, no date, no name of a tool."""
    output = io.BytesIO()
    write_po(output, catalogue, width=110, no_location=True, omit_header=True, include_previous=False)
    language = str(catalogue.locale_identifier)
    header = [
        f"# {'Textes' if language == 'fr' else 'Texts'} — python3 dev.py messages",
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        f'"Plural-Forms: {catalogue.plural_forms}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    return "\n".join(header) + "\n\n" + output.getvalue().decode("utf-8").strip() + "\n"


def faults(language: str, texts: list[Text]) -> list[str]:
    """What is wrong with a language's catalogue, one sentence each."""
    path = catalogue_path(language)
    catalogue = renewed(language, texts)
    found = []
    if not path.exists() or path.read_text(encoding="utf-8") != rendered(catalogue):
        found.append(f"{path.relative_to(ROOT)} differs from the sources: run python3 dev.py messages")
    found += [f"{language}: fuzzy: {message.id!r}" for message in read(language) if message.id and message.fuzzy]
    if language != SOURCE_LANGUAGE:
        found += [fault for message in catalogue if message.id for fault in _faults_of(language, message)]
    return found


def _faults_of(language: str, message: Message) -> Iterator[str]:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    translated = [string for string in strings if string]
    if len(translated) < len(ids):
        yield f"{language}: not translated: {message.id!r}"
        return
    wanted = {name for text in ids for name in _placeholders(text)}
    for string in translated:
        if not _placeholders(string) <= wanted or (len(ids) == 1 and _placeholders(string) != wanted):
            yield f"{language}: other placeholders than the English: {message.id!r}"


def _placeholders(text: str) -> set[str]:
    return {"".join(match) for match in _PLACEHOLDER.findall(text)}


def compile_all() -> None:
    """Write the compiled form of each catalogue."""
    for language in LANGUAGES:
        path = catalogue_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as handle:
                write_mo(cast("BinaryIO", handle), read(language))


def update() -> None:
    """Write each catalogue anew from the sources."""
    texts = collected()
    for language in LANGUAGES:
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rendered(renewed(language, texts)), encoding="utf-8")


def main() -> int:
    """Update and compile, or only compile, or only check."""
    parser = argparse.ArgumentParser(prog="tools.messages")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    if options.compile:
        compile_all()
        return 0
    if not options.check:
        update()
        compile_all()
    texts = collected()
    found = [fault for language in LANGUAGES for fault in faults(language, texts)]
    for fault in found:
        print(fault)
    print(f"{len(texts)} texts, {len(found)} faults", file=sys.stderr)
    return 1 if options.check and found else 0


if __name__ == "__main__":
    raise SystemExit(main())
