"""Roles as the security administrator gives and takes them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_tables2 import RequestConfig

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.accounts import AccountFilter, GrantForm, WithdrawForm
from contests.models import User
from contests.rules import Access, access_of
from contests.selectors.accounts import accounts_with_rights, departments_of, rights_in
from contests.services.accounts import give_role, withdraw_role
from contests.tables.accounts import RightsTable
from contests.views.forms_at import form_at

ROWS = 50


@never_cache
@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List who has which role, filtered and in pages."""
    _, access = _giver(request)
    found = AccountFilter(
        request.GET,
        queryset=accounts_with_rights(access).prefetch_related("memberships__department"),
        departments=departments_of(access, Role.SECURITY_ADMIN),
        locked=set(),
    )
    del found.filters["state"]
    table = RightsTable(found.qs, page="accounts:person")
    RequestConfig(request, paginate={"per_page": ROWS, "silent": True}).configure(table)
    return render(request, "accounts/rights.html", {"filter": found, "table": table})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a person's roles; on POST give one more."""
    actor, access = _giver(request)
    found = get_object_or_404(accounts_with_rights(access), pk=pk)
    departments = departments_of(access, Role.SECURITY_ADMIN)
    form = GrantForm(request.POST or None, departments=departments)
    if request.method == "POST" and form.is_valid():
        role, department = Role(form.cleaned_data["role"]), form.cleaned_data["department"]
        try:
            given = give_role(account=found, department=department, role=role, actor=actor)
            messages.success(request, f"已授予：{given}")
            return redirect("accounts:person", pk)
        except ScoreboardError as error:
            form.add_error(None, str(error))
    context = {"account": found, "form": form, "roles": rights_in(access, found), "own": found == actor}
    return render(request, "accounts/person.html", context, status=422 if form.errors else 200)


@login_required
@form_at("accounts:rights")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back."""
    actor, access = _giver(request)
    found = get_object_or_404(accounts_with_rights(access), pk=pk)
    form = WithdrawForm(request.POST, memberships=rights_in(access, found))
    if not form.is_valid():
        raise Http404
    try:
        withdraw_role(membership=form.cleaned_data["membership"], actor=actor)
        messages.success(request, "已收回")
    except ScoreboardError as error:
        messages.error(request, str(error))
    # Without its last role here the person is none of the administrator's any more.
    if accounts_with_rights(access).filter(pk=pk).exists():
        return redirect("accounts:person", pk)
    return redirect("accounts:rights")


def _giver(request: HttpRequest) -> tuple[User, Access]:
    """Return the security administrator and what is theirs; for others there is no such page."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    if not access.grants_rights:
        raise Http404
    return request.user, access
