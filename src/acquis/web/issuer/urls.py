"""Addresses of an issuing organization, under its public identifier."""

from __future__ import annotations

from django.urls import path

from acquis.web.issuer import awards, findings, views
from acquis.web.issuer.administration import administration_urls
from acquis.web.issuer.aid import aid_urls
from acquis.web.issuer.api_clients import api_client_urls
from acquis.web.issuer.definitions import definition_urls
from acquis.web.issuer.endorsements import endorsement_urls
from acquis.web.issuer.exchange import exchange_urls
from acquis.web.issuer.offers import offer_urls
from acquis.web.issuer.preparation import preparation_urls

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
    path("findings/", findings.findings, name="findings"),
    path("findings/<uuid:finding_id>/withdraw/", findings.withdraw, name="finding_withdraw"),
    *administration_urls,
    *definition_urls,
    *endorsement_urls,
    *exchange_urls,
    *aid_urls,
    *api_client_urls,
    *offer_urls,
    *preparation_urls,
]
