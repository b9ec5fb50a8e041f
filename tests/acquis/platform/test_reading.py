"""Reading changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from acquis.platform import clock
from acquis.platform.models import NewsItem
from acquis.platform.reading import ReadingChangesNothing, WroteWhileReading
from tests.acquis.organizations import factories

pytestmark = pytest.mark.django_db


def create(request: HttpRequest) -> HttpResponse:
    NewsItem.objects.create(kind="x", created_at=clock.now(), offer_after=clock.now())
    return HttpResponse()


def update(request: HttpRequest) -> HttpResponse:
    NewsItem.objects.update(kind="x")
    return HttpResponse()


def delete(request: HttpRequest) -> HttpResponse:
    NewsItem.objects.all()._raw_delete("default")
    return HttpResponse()


def act(request: HttpRequest) -> HttpResponse:
    factories.organization()
    return HttpResponse()


@pytest.mark.parametrize("view", [create, update, delete, act])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_while_it_is_read_is_a_fault(
    rf: RequestFactory, view: Callable[[HttpRequest], HttpResponse], method: str
) -> None:
    with pytest.raises(WroteWhileReading):
        ReadingChangesNothing(view)(getattr(rf, method)("/"))


def test_a_post_writes(rf: RequestFactory) -> None:
    assert ReadingChangesNothing(create)(rf.post("/")).status_code == 200
    assert NewsItem.objects.count() == 1


def test_a_read_reads_and_a_session_may_be_kept(rf: RequestFactory) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        Session.objects.create(session_key="x", session_data="", expire_date=clock.now())
        return HttpResponse(str(NewsItem.objects.count()))

    assert ReadingChangesNothing(view)(rf.get("/")).content == b"0"


def test_the_guard_ends_with_the_request(rf: RequestFactory) -> None:
    ReadingChangesNothing(lambda request: HttpResponse())(rf.get("/"))
    create(rf.get("/"))
    assert NewsItem.objects.count() == 1
