"""Addresses, by audience."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path
from django.views.generic import RedirectView

from contests.api.v1 import api
from contests.urls.office import entry_urls, evidence_urls, office_urls, review_urls

urlpatterns = [
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("office/", include((office_urls, "office"))),
    path("entry/", RedirectView.as_view(pattern_name="office:home")),
    path("review/", RedirectView.as_view(pattern_name="office:home")),
    path("entry/", include((entry_urls, "entry"))),
    path("review/", include((review_urls, "review"))),
    path("evidence/", include((evidence_urls, "evidence"))),
    path("api/v1/", api.urls),
    path("", include("contests.urls.public")),
]
