"""The assessor's pages."""

from __future__ import annotations

from django.urls import path

from acquis.web.assessor import evidence, views

app_name = "assessor"
_ONE = "assessment/<uuid:candidacy_id>/"
urlpatterns = [
    path("assessment/", views.queue, name="queue"),
    path("assessment/enrol/", views.enrol, name="enrol"),
    path(_ONE, views.candidacy, name="candidacy"),
    path(f"{_ONE}conclude/", views.conclude, name="conclude"),
    path(f"{_ONE}evidence/", evidence.add, name="evidence_add"),
    path(f"{_ONE}evidence/<uuid:evidence_id>/", evidence.show, name="evidence"),
    path(f"{_ONE}evidence/<uuid:evidence_id>/remove/", evidence.remove, name="evidence_remove"),
]
