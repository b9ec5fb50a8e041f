"""Addresses for whoever reads a credential: no account, ever."""

from __future__ import annotations

from django.urls import path

from acquis.web.employer import share, verify

app_name = "employer"

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("s/<str:token>/", share.share, name="share"),
    path("s/<str:token>/evidence/<uuid:evidence_id>/", share.evidence, name="evidence"),
    path("s/<str:token>/credential/<uuid:item_id>/", share.credential, name="credential"),
]
