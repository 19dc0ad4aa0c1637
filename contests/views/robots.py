"""The robots of a contest's group chats, and what went out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contests.enums import Role
from contests.errors import ScoreboardError
from contests.forms.robots import RobotForm
from contests.models import Contest, Robot, User
from contests.rules import access_of
from contests.selectors.notices import deliveries_of
from contests.selectors.office import contests_run_by
from contests.selectors.robot_addresses import masked
from contests.services.notices.deliver import resend as send_again
from contests.services.robots import RobotValues, store_robot, try_robot
from contests.tasks import allowed_addresses
from contests.views.forms_at import form_at
from contests.views.telling import send_on_commit

SHOWN_DELIVERIES = 50
FIELDS = ("name", "kind", "kinds", "is_on")


@never_cache
@login_required
@sensitive_post_parameters("address", "secret")
@require_http_methods(["GET", "POST"])
def robots(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the robots of a contest and what went out lately; on POST set up a robot."""
    contest = _contest(request, slug)
    form = RobotForm(request.POST if request.method == "POST" else None, allowed=allowed_addresses())
    if request.method == "POST" and form.is_valid() and _stored(request, contest, None, form):
        return redirect("office:robots", slug)
    context = {
        "contest": contest,
        "form": form,
        "robots": [(robot, masked(robot.address)) for robot in contest.robots.all()],
        "deliveries": deliveries_of(contest)[:SHOWN_DELIVERIES],
    }
    return render(request, "office/robots.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@sensitive_post_parameters("address", "secret")
@require_http_methods(["GET", "POST"])
def robot(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a robot without its secrets; on POST change it."""
    contest = _contest(request, slug)
    found = get_object_or_404(Robot, contest=contest, pk=pk)
    initial = {name: getattr(found, name) for name in FIELDS}
    form = RobotForm(
        request.POST if request.method == "POST" else None, allowed=allowed_addresses(), exists=True, initial=initial
    )
    if request.method == "POST" and form.is_valid() and _stored(request, contest, found, form):
        return redirect("office:robots", slug)
    context = {"contest": contest, "robot": found, "address": masked(found.address), "form": form}
    return render(request, "office/robot.html", context, status=422 if form.errors else 200)


def _stored(request: HttpRequest, contest: Contest, found: Robot | None, form: RobotForm) -> bool:
    """Store what was filled in; what is refused stands at the form. Return whether it was stored."""
    assert isinstance(request.user, User)
    cleaned: dict[str, Any] = form.cleaned_data
    values = RobotValues(
        **{name: cleaned[name] for name in FIELDS}, address=cleaned["address"], secret=cleaned["secret"]
    )
    try:
        store_robot(contest=contest, robot=found, values=values, allowed=allowed_addresses(), actor=request.user)
    except ScoreboardError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"已保存群机器人“{values.name}”")
    return True


@login_required
@form_at("office:robot", "slug", "pk")
def test(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Have a robot say a test message."""
    assert isinstance(request.user, User)
    found = get_object_or_404(Robot.objects.select_related("contest__host"), contest=_contest(request, slug), pk=pk)
    send_on_commit(try_robot(robot=found, actor=request.user, now=timezone.now()).pk)
    messages.success(request, "测试消息已交任务进程发送，结果见下方发送记录")
    return redirect("office:robots", slug)


@login_required
@form_at("office:robots", "slug")
def resend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Have a message sent again that failed or may not have arrived."""
    assert isinstance(request.user, User)
    delivery = get_object_or_404(deliveries_of(_contest(request, slug)), pk=pk)
    try:
        send_again(delivery=delivery, actor=request.user, now=timezone.now())
        send_on_commit(delivery.pk)
        messages.success(request, "已交任务进程重新发送")
    except ScoreboardError as error:
        messages.error(request, str(error))
    return redirect("office:robots", slug)


def _contest(request: HttpRequest, slug: str) -> Contest:
    """Return a contest that the person runs; for others there is none."""
    assert isinstance(request.user, User)
    return get_object_or_404(contests_run_by(access_of(request.user), Role.OFFICE), slug=slug)
