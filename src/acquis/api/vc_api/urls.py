"""The addresses of the VC API: an issuer for each cryptosuite and kind of key, one verifier, one holder."""

from __future__ import annotations

from django.urls import include, path

from acquis.api.vc_api import views
from acquis.api.vc_api.issuers import ENVELOPING

app_name = "vc_api"

_issuers = [
    path("credentials/issue", views.issue_credential, name="issue"),
    path("revocable/credentials/issue", views.issue_credential, {"revocable": True}, name="issue_revocable"),
    path("presentations/prove", views.prove_presentation, name="prove"),
]

urlpatterns = [
    path("vc-api/", views.overview, name="overview"),
    path("vc-api/credentials/verify", views.verify_credential, name="verify"),
    path("vc-api/credentials/derive", views.derive_credential, name="derive"),
    path("vc-api/credentials/status", views.update_status, name="update_status"),
    path("vc-api/presentations/verify", views.verify_presentation, name="verify_presentation"),
    path("vc-api/status/<slug:suite>/<slug:key_type>/<slug:purpose>", views.status_list, name="status_list"),
    path(f"vc-api/{ENVELOPING}/<slug:key_type>/credentials/issue", views.issue_enveloped, name="issue_enveloped"),
    path("vc-api/<slug:suite>/<slug:key_type>/", include(_issuers)),
    path("1.0/identifiers/<path:did>", views.identifier, name="identifier"),
]
