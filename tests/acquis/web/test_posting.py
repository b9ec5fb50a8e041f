"""Browsers post forms with their origin; a page that hides it ("no-referrer") would have every form refused."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
TOKEN = "A" * 22


@pytest.mark.parametrize("path", ["verify/", "account/login/", f"c/{TOKEN}/", f"c/{TOKEN}/decline/", f"s/{TOKEN}/"])
def test_our_own_pages_are_told_where_a_form_comes_from_and_nobody_else_is(path: str) -> None:
    answer = Client().get(f"/fr/{path}")
    assert answer["Referrer-Policy"] == "same-origin"
    assert 'name="referrer" content="no-referrer"' not in answer.content.decode()


def test_a_form_of_our_own_origin_is_taken_and_one_without_origin_is_not() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/fr/verify/")
    told = {"text": "{}", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post("/fr/verify/", told, headers={"Origin": "http://testserver"}).status_code == 200
    assert client.post("/fr/verify/", told, headers={"Origin": "null"}).status_code == 403
