"""One microcredential through the whole chain, in a real browser, in each language, on each database."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.journeys import review
from tests.journeys.walk import EVIDENCE, OUTCOME, TITLE, Walk
from tests.site import Site, running

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.slow(120), pytest.mark.browser]

ISSUER = {"fr": "Collège Rivière-aux-Pins", "en": "Pine River College"}
REVOKED = {"fr": "révoqu", "en": "revoked"}


@pytest.fixture
def database() -> Iterator[str]:
    """A database of its own on the server of this run; nothing on SQLite."""
    server = os.environ.get("ACQUIS_TEST_DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"journey_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]


@pytest.mark.req("R-001", "R-035", "R-113", "R-129", "R-147", "R-154", "R-171", "R-172", "R-173", "R-182", "R-195")
@pytest.mark.req("R-078", "R-079", "R-082", "R-085", "R-086")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_chain(
    language: str, site: Site, new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]]
) -> None:
    walk = Walk(site, language, new_context, axe)
    review.look_at_the_work(walk)
    _define(walk)
    review.read_the_file(walk)
    review.read_in_public(walk)
    _earn(walk)


@pytest.mark.postgres
def test_the_whole_chain_on_postgresql(
    tmp_path: Path,
    database: str,
    loopback: None,
    new_context: Callable[..., BrowserContext],
    axe: Callable[[Page], list[str]],
) -> None:
    with running(tmp_path / "data", database=database) as site:
        walk = Walk(site, "fr", new_context, axe)
        _define(walk)
        _earn(walk)


def _define(walk: Walk) -> None:
    walk.define()
    walk.publish()


def _earn(walk: Walk) -> None:
    language = walk.language
    walk.assess()
    walk.award()
    walk.accept()

    # What the employer sees is what the learner previewed.
    seen = walk.look("verified")
    assert [line for line in seen.splitlines() if TITLE[language] in line]
    assert OUTCOME[language] in seen
    assert ISSUER[language] in seen
    assert len(_without_times(seen)) > 20
    assert _without_times(seen) == _without_times(walk.preview)
    assert walk.open_evidence() == EVIDENCE

    for name in walk.files:
        assert OUTCOME[language] in walk.verify(name, "verified")
    document = json.loads(walk.files["credential.json"])
    document["credentialSubject"]["achievement"]["name"] = "Doctorat"
    walk.files["altered.json"] = json.dumps(document).encode()
    walk.verify("altered.json", "rejected")

    walk.revoke()
    assert REVOKED[language] in walk.look("rejected").casefold()
    assert REVOKED[language] in walk.verify("badge.png", "rejected").casefold()
    assert not walk.faults, "\n".join(walk.faults)
    proof = walk.site.command("audit", "verify").stdout
    assert "hold together" in proof


def _without_times(text: str) -> list[str]:
    """The lines of a report, but for the hour at which it was made."""
    return [re.sub(r"\d{1,2}(\sh\s\d{2}|:\d{2}\s[ap]\.m\.)", "…", line) for line in text.splitlines() if line.strip()]
