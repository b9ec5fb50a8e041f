"""Every name that a page, a mail or a redirect gives leads to an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.acquis.web.routes import routes
from tests.house.repository import PRODUCT, modules, shown

IN_TEMPLATES = re.compile(r"""\{%\s*url\s+["']([\w:.-]+)["']""")
IN_PYTHON = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url|absolute)\(\s*["']([\w:.-]+)["']""")
SETTINGS = re.compile(r"""^LOG(?:IN|OUT)_(?:REDIRECT_)?URL = ["']([\w:.-]+)["']""", re.MULTILINE)


def named() -> Iterator[tuple[str, str]]:
    """Each name given, and the file that gives it."""
    for path in (PRODUCT / "templates").rglob("*.*"):
        for name in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            yield name, shown(path)
    for path in modules(PRODUCT):
        text = path.read_text(encoding="utf-8")
        for name in [*IN_PYTHON.findall(text), *SETTINGS.findall(text)]:
            yield name, shown(path)


def test_every_name_given_is_the_name_of_a_route() -> None:
    known = {route.name for route in routes()}
    given = list(named())
    assert given
    assert not sorted({f"{where}: {name}" for name, where in given if name not in known})
