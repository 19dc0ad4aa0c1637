"""Addresses of the site: health checks here, everything else in contests, what turns a request away too."""

from django.urls import include, path

from scoreboard import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("contests.urls")),
]
handler403 = "contests.views.refusals.forbidden"
handler404 = "contests.views.refusals.not_found"
