"""Addresses of the open pages."""

from __future__ import annotations

from django.urls import path

from acquis.web.public import catalogue, views
from acquis.web.public.gallery import gallery

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("microcredentials/", catalogue.achievements, name="achievements"),
    path("microcredentials/<uuid:achievement_id>/", catalogue.achievement, name="achievement"),
    path("microcredentials/<uuid:achievement_id>/<int:number>/", catalogue.achievement, name="achievement_version"),
    path("issuers/", views.issuers, name="issuers"),
    path("glossary/", views.glossary, name="glossary"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("gallery/", gallery, name="gallery"),
]
