"""Addresses of the operator's pages, under the operator's own organization."""

from __future__ import annotations

from django.urls import path

from acquis.web.consortium import aid, competencies, definitions, organizations, quality, views

app_name = "consortium"

_VERSION = "quality/versions/<uuid:version_id>/"

urlpatterns = [
    path("issuers/", views.issuers, name="issuers"),
    path("issuers/add/", organizations.add, name="organization_add"),
    path("issuers/<uuid:issuer_id>/", views.issuer, name="issuer"),
    path("issuers/<uuid:issuer_id>/invite/", organizations.invite, name="organization_invite"),
    path("definitions/", definitions.definitions, name="definitions"),
    path("definitions/<uuid:version_id>/", definitions.definition, name="definition"),
    path("competencies/", competencies.competencies, name="competencies"),
    path("competencies/upload/", competencies.upload, name="competencies_upload"),
    path("competencies/imports/<uuid:import_id>/", competencies.examined, name="competencies_import"),
    path("competencies/imports/<uuid:import_id>/confirm/", competencies.confirm, name="competencies_confirm"),
    path("competencies/imports/<uuid:import_id>/stop/", competencies.stop, name="competencies_stop"),
    path("competencies/harmonization/", competencies.harmony, name="competencies_harmony"),
    path("competencies/harmonization/file.csv", competencies.harmony_file, name="competencies_harmony_file"),
    path("quality/", quality.frameworks, name="quality"),
    path("quality/upload/", quality.upload, name="quality_upload"),
    path("quality/adoptions/<uuid:adoption_id>/", quality.adoption, name="adoption"),
    path(_VERSION, quality.framework, name="quality_version"),
    path(f"{_VERSION}propose/", quality.propose, name="quality_propose"),
    path(f"{_VERSION}confirm/", quality.confirm, name="quality_confirm"),
    path(f"{_VERSION}send-back/", quality.send_back, name="quality_send_back"),
    path(f"{_VERSION}discard/", quality.discard, name="quality_discard"),
    path("aid/", aid.approvals, name="aid"),
    path("aid/<uuid:approval_id>/withdraw/", aid.withdraw, name="aid_withdraw"),
]
