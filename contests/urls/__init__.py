"""Addresses, by audience."""

from django.urls import include, path
from django.views.generic import RedirectView

from contests.api.v1 import api
from contests.urls.accounts import accounts_urls, audit_urls
from contests.urls.hall import hall_urls
from contests.urls.leaders import leaders_urls
from contests.urls.office import entry_urls, evidence_urls, notices_urls, office_urls, review_urls
from contests.views.signing_in import SignIn, SignOut

urlpatterns = [
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", SignOut.as_view(), name="logout"),
    path("accounts/", include((accounts_urls, "accounts"))),
    path("audit/", include((audit_urls, "audit"))),
    path("office/", include((office_urls, "office"))),
    path("leaders/", include((leaders_urls, "leaders"))),
    path("hall/", include((hall_urls, "hall"))),
    path("entry/", RedirectView.as_view(pattern_name="office:home")),
    path("review/", RedirectView.as_view(pattern_name="office:home")),
    path("entry/", include((entry_urls, "entry"))),
    path("review/", include((review_urls, "review"))),
    path("notices/", include((notices_urls, "notices"))),
    path("evidence/", include((evidence_urls, "evidence"))),
    path("api/v1/", api.urls),
    path("", include("contests.urls.public")),
]
