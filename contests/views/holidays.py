"""The calendar of holidays and make-up days, year by year."""

from datetime import MAXYEAR, MINYEAR
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contests.enums import DayKind
from contests.forms.holidays import DaysForm, RemoveForm
from contests.models import Holiday, User
from contests.rules import access_of
from contests.services.holidays import SpecialDay, remove_days, store_days
from contests.views.forms_at import form_at

SOURCE = "页面"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def year(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Show the days of a year, this one to begin with; on POST add days."""
    user = _keeper(request)
    shown = timezone.localdate().year if number is None else number
    if not MINYEAR <= shown <= MAXYEAR:
        raise Http404
    form = DaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cleaned: dict[str, Any] = form.cleaned_data
        kind = DayKind(cleaned["kind"])
        days = [SpecialDay(day, kind, cleaned["name"]) for day in cleaned["days"]]
        done = store_days(days=days, actor=user, source=SOURCE)
        messages.success(request, f"新增 {done.new} 天，更改 {done.changed} 天，未变 {done.unchanged} 天")
        return redirect("office:holidays", cleaned["first"].year)
    years = {day.year for day in Holiday.objects.dates("date", "year")}
    context = {
        "year": shown,
        "years": sorted(years | {shown, timezone.localdate().year}),
        "days": Holiday.objects.filter(date__year=shown),
        "form": form,
    }
    return render(request, "office/holidays.html", context, status=422 if form.errors else 200)


@login_required
@form_at("office:holidays", "number")
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take the ticked days off the calendar."""
    user = _keeper(request)
    form = RemoveForm(request.POST)
    if form.is_valid():
        count = remove_days(days=[day.date for day in form.cleaned_data["days"]], actor=user, source=SOURCE)
        messages.success(request, f"已删除 {count} 天")
    else:
        messages.error(request, "".join(map(str, form.errors["days"])))
    return redirect("office:holidays", number)


def _keeper(request: HttpRequest) -> User:
    """Return the person, who must be of a competition office; for others there is no such page."""
    assert isinstance(request.user, User)
    if not access_of(request.user).keeps_calendar:
        raise Http404
    return request.user
