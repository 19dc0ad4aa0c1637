"""Accounts as the system administrator keeps them."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tables2 import RequestConfig

from contests.enums import ADMINISTRATORS, Role
from contests.errors import ScoreboardError
from contests.forms.accounts import AccountFilter, AccountForm, NewAccountForm, SwitchForm
from contests.models import User
from contests.rules import Access, access_of
from contests.selectors.accounts import accounts_kept_by, departments_of, locked_usernames
from contests.services.accounts import (
    create_account,
    edit_account,
    make_initial_password,
    reset_password,
    reset_second_step,
    switch_account,
    unlock_account,
)
from contests.tables.accounts import AccountTable
from contests.views.forms_at import form_at

ROWS = 50


@never_cache
@login_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """List the accounts of the administrator's subtree, filtered and in pages."""
    _, access = _keeper(request)
    found = AccountFilter(
        request.GET,
        queryset=accounts_kept_by(access).prefetch_related("memberships__department"),
        departments=departments_of(access, Role.SYSTEM_ADMIN),
        locked=_locked(),
    )
    table = AccountTable(found.qs, locked=found.locked, page="accounts:account")
    RequestConfig(request, paginate={"per_page": ROWS, "silent": True}).configure(table)
    return render(request, "accounts/list.html", {"filter": found, "table": table})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an account; its initial password is shown on the answer, and nowhere afterwards."""
    actor, access = _keeper(request)
    form = NewAccountForm(request.POST or None, departments=departments_of(access, Role.SYSTEM_ADMIN))
    if request.method == "POST" and form.is_valid():
        password = make_initial_password()
        try:
            made = create_account(**form.cleaned_data, password=password, actor=actor)
        except ScoreboardError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "accounts/initial_password.html", {"account": made, "password": password})
    return render(request, "accounts/new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account and what can be done to it; on POST change who it belongs to."""
    actor, access = _keeper(request)
    found = get_object_or_404(accounts_kept_by(access), pk=pk)
    known = {"display_name": found.display_name, "department": found.department, "email": found.email}
    departments = departments_of(access, Role.SYSTEM_ADMIN)
    form = AccountForm(request.POST or None, initial=known, departments=departments)
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_account(account=found, **form.cleaned_data, actor=actor)
            messages.success(request, "已保存" if changed else "没有改动")
        except ScoreboardError as error:
            messages.error(request, str(error))
        return redirect("accounts:account", pk)
    roles = found.memberships.select_related("department").order_by("department__path", "role")
    context = {
        "account": found,
        "form": form,
        "roles": roles,
        "administrator": any(one.role in ADMINISTRATORS for one in roles),
        "has_code": TOTPDevice.objects.filter(user=found, confirmed=True).exists(),
        "locked": found.username in _locked(),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@form_at("accounts:account", "pk")
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an account a new initial password, shown on the answer, and nowhere afterwards."""
    actor, access = _keeper(request)
    found = get_object_or_404(accounts_kept_by(access), pk=pk)
    password = make_initial_password()
    try:
        reset_password(account=found, password=password, actor=actor)
    except ScoreboardError as error:
        messages.error(request, str(error))
        return redirect("accounts:account", pk)
    return render(request, "accounts/initial_password.html", {"account": found, "password": password})


@login_required
@form_at("accounts:account", "pk")
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch an account off or on."""
    form = SwitchForm(request.POST)
    if not form.is_valid():
        raise Http404
    active: bool = form.cleaned_data["active"]

    def act(actor: User, found: User) -> str:
        switch_account(account=found, active=active, actor=actor)
        return "账号已启用" if active else "账号已停用，其登录已全部失效"

    return _act(request, pk, act)


@login_required
@form_at("accounts:account", "pk")
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an account sign in again before its time."""

    def act(actor: User, found: User) -> str:
        unlock_account(account=found, actor=actor)
        return "已解除锁定"

    return _act(request, pk, act)


@login_required
@form_at("accounts:account", "pk")
def reset_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the telephone of a person who has lost it."""

    def act(actor: User, found: User) -> str:
        return "动态码已重置" if reset_second_step(account=found, actor=actor) else "该账号没有启用动态码"

    return _act(request, pk, act)


def _act(request: HttpRequest, pk: int, act: Callable[[User, User], str]) -> HttpResponse:
    """Do something to an account, say what came of it, and go back to its page."""
    actor, access = _keeper(request)
    found = get_object_or_404(accounts_kept_by(access), pk=pk)
    try:
        messages.success(request, act(actor, found))
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("accounts:account", pk)


def _keeper(request: HttpRequest) -> tuple[User, Access]:
    """Return the system administrator and what is theirs; for others there is no such page."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    if not access.keeps_accounts:
        raise Http404
    return request.user, access


def _locked() -> set[str]:
    """Return the names that are locked out now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return locked_usernames(since=since, pair=settings.AXES_FAILURE_LIMIT, account=settings.ACCOUNT_FAILURE_LIMIT)
