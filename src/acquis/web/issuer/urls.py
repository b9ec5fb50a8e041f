"""Addresses of an issuing organization, under its public identifier."""

from __future__ import annotations

from django.urls import path

from acquis.web.issuer import awards, views
from acquis.web.issuer.administration import administration_urls
from acquis.web.issuer.definitions import definition_urls

app_name = "issuer"

_ONE = "awards/<uuid:award_id>/"

urlpatterns = [
    path("", views.desk, name="desk"),
    path("awards/", awards.awards, name="awards"),
    path("awards/ready/", awards.ready, name="award_ready"),
    path("awards/ready/<uuid:candidacy_id>/", awards.award_new, name="award_new"),
    path(_ONE, awards.award, name="award"),
    path(f"{_ONE}resend/", awards.resend, name="award_resend"),
    path(f"{_ONE}withdraw/", awards.withdraw, name="award_withdraw"),
    path(f"{_ONE}revoke/", awards.revoke, name="award_revoke"),
    path(f"{_ONE}suspend/", awards.suspend, name="award_suspend"),
    path(f"{_ONE}reinstate/", awards.reinstate, name="award_reinstate"),
    *administration_urls,
    *definition_urls,
]
