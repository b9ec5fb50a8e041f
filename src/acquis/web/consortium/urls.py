"""Addresses of the operator's pages, under the operator's own organization."""

from __future__ import annotations

from django.urls import path

from acquis.web.consortium import views

app_name = "consortium"

urlpatterns = [
    path("issuers/", views.issuers, name="issuers"),
    path("issuers/<uuid:issuer_id>/", views.issuer, name="issuer"),
]
