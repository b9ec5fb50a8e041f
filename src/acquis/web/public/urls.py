"""Addresses of the open pages."""

from __future__ import annotations

from django.urls import path

from acquis.web.public import adoptions, catalogue, competencies, frameworks, portal, saved, views
from acquis.web.public.gallery import gallery
from acquis.web.public.knowledge import knowledge_urls
from acquis.web.public.offers import offer_urls

app_name = "public"

_VERSION = "framework/<slug:key>/<int:number>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("microcredentials/", portal.achievements, name="achievements"),
    path("microcredentials/free/", portal.free, name="free"),
    path("microcredentials/free/sheet/", portal.free_sheet, name="free_sheet"),
    path("microcredentials/compare/", portal.compare, name="compare"),
    path("microcredentials/saved/", saved.saved, name="saved"),
    path("a/<str:token>/", saved.alerts_off, name="alerts_off"),
    path("microcredentials/<uuid:achievement_id>/", catalogue.achievement, name="achievement"),
    path("microcredentials/<uuid:achievement_id>/<int:number>/", catalogue.achievement, name="achievement_version"),
    path("microcredentials/<uuid:achievement_id>/<int:number>/changes/", catalogue.changes, name="achievement_changes"),
    path("microcredentials/<uuid:achievement_id>/frameworks/", frameworks.achievement, name="achievement_frameworks"),
    path("framework/", frameworks.frameworks, name="frameworks"),
    path("framework/adopters/", adoptions.adopters, name="adopters"),
    path("framework/adopters/declare/", adoptions.adopt, name="adopt"),
    path("framework/changes/", frameworks.log, name="framework_log"),
    path("framework/findings/", adoptions.findings, name="findings"),
    path("framework/findings/<uuid:finding_id>/", adoptions.finding, name="finding"),
    path("framework/<slug:key>/", frameworks.framework, name="framework"),
    path(_VERSION, frameworks.framework, name="framework_version"),
    path(f"{_VERSION}changes/", frameworks.changes, name="framework_changes"),
    path(f"{_VERSION}<slug:form>/", frameworks.download, name="framework_file"),
    path("competencies/", competencies.competencies, name="competencies"),
    path("competencies/frameworks/<uuid:framework_id>/", competencies.framework, name="competency_framework"),
    path("competencies/<uuid:skill_id>/", competencies.competency, name="competency"),
    path("issuers/", views.issuers, name="issuers"),
    path("glossary/", views.glossary, name="glossary"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("gallery/", gallery, name="gallery"),
    *knowledge_urls,
    *offer_urls,
]
