"""A person's notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.models import User
from contests.selectors.notices import notices_of
from contests.services.notices.reading import mark_read
from contests.views.forms_at import form_at

SHOWN = 30


@never_cache
@login_required
@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Show the person's notices, the newest first."""
    assert isinstance(request.user, User)
    page = Paginator(notices_of(request.user), SHOWN).get_page(request.GET.get("page"))
    return render(request, "notices/list.html", {"page": page})


@login_required
@form_at("notices:list")
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read and lead to what it is about."""
    assert isinstance(request.user, User)
    notice = get_object_or_404(notices_of(request.user), pk=pk)
    mark_read(person=request.user, notice=notice, now=timezone.now())
    # The link is our own, written by a service from the names of addresses.
    return HttpResponseRedirect(notice.link)


@login_required
@form_at("notices:list")
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a notice as read."""
    assert isinstance(request.user, User)
    mark_read(person=request.user, notice=get_object_or_404(notices_of(request.user), pk=pk), now=timezone.now())
    return redirect("notices:list")


@login_required
@form_at("notices:list")
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all of the person's notices as read."""
    assert isinstance(request.user, User)
    count = mark_read(person=request.user, now=timezone.now())
    messages.success(request, f"已将 {count} 条通知标为已读")
    return redirect("notices:list")
