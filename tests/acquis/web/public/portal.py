"""What the tests of the portal share: a small network, and what its pages say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.test import Client

from acquis.catalogue.queries import VersionFacts
from tests.acquis.factories import College

SEARCH = "microcredentials/"


@dataclass(frozen=True)
class Portal:
    """A college and a school board, what they define and what they offer."""

    college: College
    board: College
    versions: dict[str, VersionFacts]
    offers: dict[str, UUID]


def page(path: str = SEARCH, /, client: Client | None = None, *, tongue: str = "en", **asked: Any) -> str:
    answer = (client or Client()).get(f"/{tongue}/{path}", asked)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def titles(told: str) -> list[str]:
    return [re.sub("<.*?>", "", each).strip() for each in re.findall(r'<h3 class="card-title">(.*?)</h3>', told)]


def total(told: str) -> int:
    found = re.search(r'<h2 id="results">(\d+)', told)
    assert found is not None
    return int(found[1])
