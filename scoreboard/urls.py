"""Addresses of the site: health checks here, everything else in contests."""

from django.urls import include, path

from scoreboard import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("contests.urls")),
]
