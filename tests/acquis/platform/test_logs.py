"""A refused request is written down without the secret in its address."""

from __future__ import annotations

import logging
from uuid import UUID

import pytest
from django.test import Client

from acquis.platform.logs import Discreet
from tests.acquis import factories
from tests.acquis.catalogue.endorsements import asked
from tests.acquis.issuance.factories import offered
from tests.acquis.passport.factories import held
from tests.acquis.web.world import signed_in

pytestmark = pytest.mark.django_db


def written(caplog: pytest.LogCaptureFixture) -> str:
    """What the installation's own handlers make of the records."""
    (formatter,) = {
        handler.formatter for handler in logging.getLogger().handlers if isinstance(handler.formatter, Discreet)
    }
    return "\n".join(formatter.format(record) for record in caplog.records if record.name.startswith("django"))


def test_a_claim_that_is_refused_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    token = offered().token
    assert signed_in(factories.person()).post(f"/en/c/{token}/").status_code == 422
    assert Client(enforce_csrf_checks=True).post(f"/en/c/{token}/decline/").status_code == 403
    told = written(caplog)
    assert "/en/c/…/" in told
    assert "/en/c/…/decline/" in told
    assert token not in told


def test_a_share_with_a_wrong_address_behind_it_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    token = held().share().token
    assert Client().get(f"/en/s/{token}/evidence/{UUID(int=0)}/").status_code == 404
    told = written(caplog)
    assert f"/en/s/…/evidence/{UUID(int=0)}/" in told
    assert token not in told


def test_a_partner_s_answer_that_is_refused_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    token = asked().token
    assert Client().post(f"/en/e/{token}/", {"do": "withdraw"}).status_code == 422
    assert Client(enforce_csrf_checks=True).post(f"/fr/e/{token}/", {"do": "open"}).status_code == 403
    told = written(caplog)
    assert "/en/e/…/" in told
    assert "/fr/e/…/" in told
    assert token not in told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/fr/account/password/reset/key/3a-c9x-secret/", "/fr/account/password/reset/key/…/"),
        ("/fr/account/confirm-email/Mg:1s:secret/", "/fr/account/confirm-email/…/"),
        ("/fr/passport/shares/", "/fr/passport/shares/"),
    ],
)
def test_other_secrets_and_other_addresses(path: str, told: str) -> None:
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (path,)})
    assert Discreet().format(record) == f"Not Found: {told}"
