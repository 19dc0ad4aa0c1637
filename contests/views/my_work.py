"""The first page after sign-in: what waits for the person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import BUSINESS, Role
from contests.models import User
from contests.rules import access_of
from contests.selectors.work import tasks_for


@never_cache
@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what the person has to do; who only reads is led to the boards."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    busy = access.to(*(role for role in BUSINESS if role != Role.LEADER))
    context = {
        "tasks": tasks_for(request.user, access, timezone.now()),
        "access": access,
        "reads_only": not busy,
    }
    return render(request, "office/my_work.html", context)
