"""The keys of other systems: made, shown once, revoked."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.tokens import TokenForm
from contests.models import ApiToken, Contest, Department, User
from contests.rules import access_of
from contests.selectors.office import contests_run_by
from contests.selectors.tokens import departments_of
from contests.services.tokens import make_token, revoke_token
from contests.views.forms_at import form_at


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the tokens of a contest; on POST make one and show it this once."""
    contest = _contest(request, slug)
    form = TokenForm(request.POST if request.method == "POST" else None, departments=departments_of(contest))
    secret = _made(request, contest, form) if request.method == "POST" and form.is_valid() else ""
    context = {
        "contest": contest,
        "form": TokenForm(departments=departments_of(contest)) if secret else form,
        "secret": secret,
        "tokens": ApiToken.objects.filter(contest=contest).select_related("department", "made_by"),
        "now": timezone.now(),
    }
    return render(request, "office/tokens.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, contest: Contest, form: TokenForm) -> str:
    """Return the secret of the token that was filled in, nothing where it is refused; that stands at the form."""
    assert isinstance(request.user, User)
    cleaned: dict[str, Any] = form.cleaned_data
    now = timezone.now()
    try:
        _, secret = make_token(
            contest=contest,
            department=Department.objects.get(code=cleaned["department"]),
            name=cleaned["name"],
            expires_at=now + timedelta(days=cleaned["days"]),
            actor=request.user,
            now=now,
        )
    except ScoreboardError as error:
        form.add_error(None, str(error))
        return ""
    return secret


@login_required
@form_at("office:tokens", "slug")
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a token hold no longer."""
    assert isinstance(request.user, User)
    token = get_object_or_404(ApiToken.objects.select_related("contest__host"), contest=_contest(request, slug), pk=pk)
    try:
        revoke_token(token=token, actor=request.user, now=timezone.now())
        messages.success(request, f"已撤销令牌“{token}”")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:tokens", slug)


def _contest(request: HttpRequest, slug: str) -> Contest:
    """Return a contest that the person runs; for others there is none."""
    assert isinstance(request.user, User)
    return get_object_or_404(contests_run_by(access_of(request.user), Role.OFFICE), slug=slug)
