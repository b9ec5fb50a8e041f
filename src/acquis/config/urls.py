"""Every address. Pages live under /fr/ and /en/; machine addresses carry no language and never change."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from acquis.web.public.views import choose_language

urlpatterns = [
    path("", choose_language, name="root"),
    path("", include("acquis.api.wellknown")),
    path("", include("acquis.api.opendata")),
    path("", include("acquis.api.v1.urls")),
    *([path("", include("acquis.api.vc_api.urls"))] if settings.ACQUIS_VC_API else []),
    *i18n_patterns(
        path("", include("acquis.web.public.urls")),
        path("", include("acquis.api.pages")),
        path("", include("acquis.web.employer.urls")),
        path("", include("acquis.web.learner.urls")),
        path("", include("acquis.web.partner.urls")),
        path("org/<uuid:organization_id>/", include("acquis.web.issuer.urls")),
        path("org/<uuid:organization_id>/", include("acquis.web.assessor.urls")),
        path("org/<uuid:organization_id>/", include("acquis.web.consortium.urls")),
        path("account/", include("allauth.urls")),
        *([path("demo/", include("acquis.demo.urls"))] if apps.is_installed("acquis.demo") else []),
        prefix_default_language=True,
    ),
]
