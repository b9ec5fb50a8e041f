"""Addresses of the learner: an offered award, the passport, the shares."""

from __future__ import annotations

from django.urls import path

from acquis.web.learner import claim, files, gap, passport, shares

app_name = "learner"

urlpatterns = [
    path("c/<str:token>/", claim.claim, name="claim"),
    path("c/<str:token>/decline/", claim.decline, name="decline"),
    path("claim/", claim.resume, name="resume"),
    path("passport/", passport.passport, name="passport"),
    path("passport/compare/", gap.compare, name="compare"),
    path("passport/shares/", shares.shares, name="shares"),
    path("passport/shares/new/", shares.choose, name="share_choose"),
    path("passport/shares/new/details/", shares.details, name="share_details"),
    path("passport/shares/<uuid:share_id>/", shares.share, name="share"),
    path("passport/shares/<uuid:share_id>/stop/", shares.stop, name="share_stop"),
    path("passport/evidence/<uuid:evidence_id>/", files.evidence, name="evidence"),
    path("passport/<uuid:item_id>/", passport.item, name="item"),
    path("passport/<uuid:item_id>/note/", passport.note, name="note"),
    path("passport/<uuid:item_id>/take-out/", passport.archive, name="archive"),
    path("passport/<uuid:item_id>/put-back/", passport.restore, name="restore"),
    path("passport/<uuid:item_id>/credential.json", files.credential, name="credential"),
    path("passport/<uuid:item_id>/badge.png", files.badge_png, name="badge_png"),
    path("passport/<uuid:item_id>/badge.svg", files.badge_svg, name="badge_svg"),
]
