"""Addresses of partners: the link of a request, and the list of those who sign for an organization."""

from __future__ import annotations

from django.urls import path

from acquis.web.partner import views

app_name = "partner"

_DESK = "org/<uuid:organization_id>/endorsing/"

urlpatterns = [
    path("e/<str:token>/", views.link, name="link"),
    path(_DESK, views.requests, name="requests"),
    path(f"{_DESK}<uuid:endorsement_id>/", views.request_page, name="request"),
]
