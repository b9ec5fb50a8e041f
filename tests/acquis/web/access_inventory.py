"""Who may open each route; see `tests.acquis.web.routes.Access`. A new route needs a line here."""

from __future__ import annotations

from tests.acquis.web.access_packaged import PACKAGED_ROUTES
from tests.acquis.web.routes import OPEN, Access

OPEN_PAGES = ("about", "accessibility", "achievements", "gallery", "glossary", "home", "issuers", "privacy")

INVENTORY: dict[str, Access] = {
    **PACKAGED_ROUTES,
    **{f"public:{name}": Access(OPEN) for name in OPEN_PAGES},
    "demo:mailbox": Access(OPEN),
    "employer:verify": Access(OPEN),
    "machine:health": Access(OPEN),
    "machine:register": Access(OPEN),
    "root": Access(OPEN),
}
