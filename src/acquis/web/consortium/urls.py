"""Addresses of the operator's pages, under the operator's own organization."""

from __future__ import annotations

from django.urls import path

from acquis.web.consortium import organizations, views

app_name = "consortium"

urlpatterns = [
    path("issuers/", views.issuers, name="issuers"),
    path("issuers/add/", organizations.add, name="organization_add"),
    path("issuers/<uuid:issuer_id>/", views.issuer, name="issuer"),
    path("issuers/<uuid:issuer_id>/invite/", organizations.invite, name="organization_invite"),
]
