"""Check the templates: each compiles, each is used, and none carries a text that cannot be translated.

Runs inside the environment: ``python -m tools.templates``.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tools.paths import ROOT

PACKAGE = ROOT / "src" / "acquis"
TEMPLATES = PACKAGE / "templates"
# Django asks for these by name.
ASKED_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
_SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription")
_SILENT = ("script", "style", "code", "pre", "kbd", "samp")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
_PROPER_NAMES = re.compile(
    r"\b(?:Acquis|Sceau|Français|English|ESCO|CASE|CTDL-ASN|CTDL|CSV|XLSX|JSON-LD|JSON|PNG|SVG|PDF|QR)\b"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_MAILED = re.compile(r'mail\.send\(\s*"(\w+)"')
_NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|xml))["']""")


def files() -> list[Path]:
    """Every template of the product."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def name_of(path: Path) -> str:
    """The name under which a template is asked for."""
    return path.relative_to(TEMPLATES).as_posix()


def that_do_not_compile() -> Iterator[str]:
    """Templates that Django cannot read."""
    from django.template import TemplateDoesNotExist, TemplateSyntaxError
    from django.template.loader import get_template

    for path in files():
        try:
            get_template(name_of(path))
        except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError) as error:
            yield f"{name_of(path)}: {error}"


def unused() -> Iterator[str]:
    """Templates that no code and no other template names, and that override none of an installed package."""
    from django.template import engines

    named: set[str] = set(ASKED_FOR)
    for path in [*PACKAGE.rglob("*.py"), *files()]:
        own = name_of(path) if path.is_relative_to(TEMPLATES) else ""
        told = path.read_text(encoding="utf-8")
        named |= set(_NAMED.findall(told)) - {own}
        named |= {f"mail/{mailed}.txt" for mailed in _MAILED.findall(told)}
    elsewhere = [Path(folder) for engine in engines.all() for folder in engine.template_dirs]
    for path in files():
        name = name_of(path)
        overrides = any((folder / name).exists() for folder in elsewhere if folder != TEMPLATES)
        if name not in named and not overrides:
            yield f"{name}: nothing uses it"


class _Spoken(HTMLParser):
    """Collects what a reader or a screen reader would be told in words written into the template itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = dict(attrs)
        # Where an element says its language, or asks not to be translated, its text is a name or a quotation.
        named = ("lang" in spoken and tag != "html") or spoken.get("translate") == "no"
        nested = bool(self._silent) and tag == self._silent[-1]
        if tag not in _VOID and (tag in _SILENT or named or nested):
            self._silent.append(tag)
        if not self._silent:
            for attribute in _SPOKEN:
                self._note(spoken.get(attribute) or "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data)

    def _note(self, text: str) -> None:
        if _WORD.search(_PROPER_NAMES.sub("", text)):
            self.found.append((self.getpos()[0], " ".join(text.split())))


def without_tags(source: str) -> str:
    """The template's own text: translated blocks and comments emptied, tags and variables taken out."""
    from django.template.base import Lexer, TokenType

    kept: list[str] = []
    inside = ""
    for token in Lexer(source).tokenize():
        words = token.split_contents() if token.token_type is TokenType.BLOCK else []
        word = words[0] if words else ""
        lines = "\n" * (token.contents.count("\n"))
        if inside:
            inside = "" if word == f"end{inside}" else inside
            kept.append(lines)
        elif word in {"blocktranslate", "blocktrans", "comment"} or (word == "block" and words[1].endswith("class")):
            inside = word
            kept.append(lines)
        elif token.token_type is TokenType.TEXT:
            kept.append(token.contents)
        elif token.token_type is TokenType.VAR:
            kept.append("0")
        else:
            kept.append(lines)
    return "".join(kept)


def hard_coded() -> Iterator[str]:
    """Texts written into a template outside any translation tag."""
    for path in files():
        if path.suffix != ".html":
            continue
        reader = _Spoken()
        reader.feed(without_tags(path.read_text(encoding="utf-8")))
        reader.close()
        for line, text in reader.found:
            yield f"{name_of(path)}:{line}: not translatable: {text[:80]!r}"


def faults() -> list[str]:
    """What is wrong with the templates, one sentence each."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acquis.config.settings.test")
    import django

    django.setup()
    return [*that_do_not_compile(), *unused(), *hard_coded()]


def main() -> int:
    """Print the faults; 1 when there are any."""
    found = faults()
    for fault in found:
        print(fault)
    print(f"{len(files())} templates, {len(found)} faults", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
