"""A person's own account: the password, and the code of the telephone."""

from base64 import b32encode
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from django_otp import login as accept_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from contests.errors import ScoreboardError
from contests.forms.accounts import CodeForm
from contests.models import User
from contests.services.accounts import begin_second_step, change_password, check_code, confirm_second_step
from contests.views.forms_at import form_at

WRONG = "动态码不正确；请输入手机上正显示的 6 位数字，连续输错须稍等再试"


@never_cache
@login_required
@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """Show who is signed in, with which roles, and what can be changed."""
    assert isinstance(request.user, User)
    roles = request.user.memberships.select_related("department").order_by("department__path", "role")
    return render(request, "accounts/own.html", {"roles": roles, "device": _device(request.user, confirmed=True)})


@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the sessions of this account elsewhere end by it."""
    assert isinstance(request.user, User)
    form = PasswordChangeForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        stored = change_password(user=request.user, password=form.cleaned_data["new_password1"], now=timezone.now())
        update_session_auth_hash(request, stored)
        messages.success(request, "密码已修改")
        return redirect("office:home")
    context = {"form": form, "rules": password_validators_help_texts()}
    return render(request, "accounts/password.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Show the key of a telephone that is being added; on POST confirm it by its first code."""
    assert isinstance(request.user, User)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device := confirm_second_step(user=request.user, code=form.cleaned_data["code"]):
            accept_device(request, device)
            messages.success(request, "动态码已启用，以后每次登录都要输入")
            return redirect("office:home")
        form.add_error("code", WRONG)
    context: dict[str, Any] = {"form": form, "enabled": _device(request.user, confirmed=True)}
    if begun := _device(request.user, confirmed=False):
        key = b32encode(begun.bin_key).decode()
        context["key"] = " ".join(key[at : at + 4] for at in range(0, len(key), 4))
        context["picture"] = segno.make(begun.config_url).svg_data_uri(scale=6)
    return render(request, "accounts/second_step.html", context, status=422 if form.errors else 200)


@login_required
@form_at("accounts:second-step")
def begin(request: HttpRequest) -> HttpResponse:
    """Make a key for a telephone."""
    assert isinstance(request.user, User)
    try:
        begin_second_step(user=request.user)
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("accounts:second-step")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a sign-in; who has no telephone yet is led to add one."""
    assert isinstance(request.user, User)
    if _device(request.user, confirmed=True) is None:
        return redirect("accounts:second-step")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if device := check_code(user=request.user, code=form.cleaned_data["code"]):
            accept_device(request, device)
            return redirect("office:home")
        form.add_error("code", WRONG)
    return render(request, "accounts/code.html", {"form": form}, status=422 if form.errors else 200)


def _device(user: User, *, confirmed: bool) -> TOTPDevice | None:
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=confirmed).first()
    return device
