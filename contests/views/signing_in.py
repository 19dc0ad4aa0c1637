"""Signing in and out, each written to the log."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from contests.models import User
from contests.rules import access_of
from contests.services.accounts import note_failure, note_sign_in, note_sign_out


class SignIn(LoginView):
    """Django's sign-in, which leads everyone to their own work."""

    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Begin a session under a new id."""
        response = super().form_valid(form)
        user = form.get_user()
        assert isinstance(user, User)
        note_sign_in(user=user)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Say that name or password is wrong; where this was once too often, django-axes puts its page over it."""
        username, password = (form.cleaned_data.get(name) for name in ("username", "password"))
        if username and password:
            note_failure(username=username, locked=getattr(self.request, "axes_locked_out", False))
        return super().form_invalid(form)

    def get_default_redirect_url(self) -> str:
        """Return the page on which a person's work begins."""
        if isinstance(self.request.user, User):
            access = access_of(self.request.user)
            for name, theirs in (
                ("accounts:list", access.keeps_accounts),
                ("accounts:rights", access.grants_rights),
                ("audit:log", access.reads_log),
                ("leaders:home", access.only_leads),
            ):
                if theirs:
                    return reverse(name)
        return super().get_default_redirect_url()


class SignOut(LogoutView):
    """Django's way out."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End the session; `idle` comes from the script of a page left open."""
        if isinstance(request.user, User):
            note_sign_out(user=request.user, idle="idle" in request.POST)
        return super().post(request, *args, **kwargs)
