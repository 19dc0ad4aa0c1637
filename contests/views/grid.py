"""Entry on a page: the grid of a period, cell by cell, and handing it in."""

import re
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from contests.enums import RatingStatus
from contests.errors import ForbiddenError
from contests.exchange.ratings_file import read_cell
from contests.models import Period, User
from contests.rules import access_of
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import entry_rights
from contests.selectors.grid import Cell, Ground, Spot, cells_of, columns_of, grid_of, spots_of
from contests.selectors.office import contests_for
from contests.selectors.running import running_totals
from contests.services.entry import Figure
from contests.services.entry.drafts import Cell as Saved
from contests.services.entry.drafts import save_cells, submit_drafts
from contests.views.forms_at import form_at
from contests.views.telling import tell_on_commit

KEY = re.compile("[0-9]{1,18}-[0-9]{1,18}-[0-9]{1,18}")
# A block pasted from a spreadsheet; more comes by file.
MOST_CELLS = 2_000
LONGEST = 400


class Typed(NamedTuple):
    """What was typed into a cell, and the version that stood there before."""

    key: str
    value: str
    target: str
    note: str
    seen: int


@never_cache
@login_required
@require_GET
def grid(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the grid of a period."""
    _, period, ground = _ground(request, slug, code)
    found = grid_of(ground, period, running_totals(period))
    context = {
        "contest": period.contest,
        "period": period,
        "grid": found,
        "ranked": period.cadence in period.contest.cadences,
        "open": any(not column.closed for column in found.columns),
        "runs": ground.rights.office,
    }
    return render(request, "entry/grid.html", context)


@login_required
@require_POST
def cells(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Save what was typed into cells; give back each of them as it now stands, with what is wrong beside it."""
    user, period, ground = _ground(request, slug, code)
    typed = _typed(request)
    if typed is None:
        return HttpResponseBadRequest("页面内容有误，请刷新后重试")
    spots = spots_of(ground, period, [one.key for one in typed])
    faults: dict[str, str] = {}
    figures: dict[str, Saved] = {}
    for one in typed:
        if one.key in spots:
            figure, fault = _read(ground, spots[one.key], one)
            if figure is None:
                faults[one.key] = fault
            else:
                figures[one.key] = Saved(figure, one.seen, emptied=not one.value)
    left: set[str] = set()
    try:
        saved = save_cells(contest=period.contest, cells=list(figures.values()), entered_by=user, now=ground.now)
        left = {_key(figure) for figure in saved}
    except ForbiddenError as error:
        faults |= dict.fromkeys(figures, str(error))
    shown = cells_of(ground, spots)
    for one in typed:
        if one.key in shown:
            _tell(shown[one.key], one, faults.get(one.key, ""), one.key in left)
    totals = running_totals(period)
    entrants = {spot.entrant.pk for spot in spots.values()}
    context = {"cells": shown.values(), "totals": {pk: totals[pk] for pk in entrants if pk in totals}}
    return render(request, "entry/_saved.html", context)


def _typed(request: HttpRequest) -> list[Typed] | None:
    """Return what was sent, None for what no page of ours sends."""
    names = ("key", "value", "target", "note", "seen")
    columns = [request.POST.getlist(name) for name in names]
    if not 0 < len(columns[0]) <= MOST_CELLS or len({len(column) for column in columns}) != 1:
        return None
    rows = list(zip(*columns, strict=True))
    if not all(KEY.fullmatch(key) and seen.isascii() and seen.isdigit() and len(seen) < 10 for key, *_, seen in rows):
        return None
    return [
        Typed(key, value.strip()[:LONGEST], target.strip()[:LONGEST], note.strip(), int(seen))
        for key, value, target, note, seen in rows
    ]


def _read(ground: Ground, spot: Spot, typed: Typed) -> tuple[Figure | None, str]:
    """Return the figure of a cell or what is wrong with it; nothing typed is an emptied cell."""
    column, entrant = spot
    if not typed.value:
        return Figure(column.period.pk, entrant.pk, column.criterion.pk, None, None, None, typed.note[:200]), ""
    figure, faults = read_cell(
        ground.guide,
        lambda period, entrant, criterion: ground.rights.refusal(period, entrant, criterion, ground.now),
        period=column.period.code,
        entrant=entrant.code,
        criterion=column.criterion.code,
        value=typed.value,
        target=typed.target if column.targets else "",
        note=typed.note,
    )
    return figure, "；".join(fault.expected for fault in faults)


def _tell(cell: Cell, typed: Typed, fault: str, overtaken: bool) -> None:
    """Put into a cell why it was not stored, and what was typed: nothing that a person wrote is lost."""
    if overtaken and cell.state == RatingStatus.APPROVED:
        cell.fault = "已审核通过，没有改动；需要更改时请审核人退回"
    elif fault or overtaken:
        cell.fault = fault
        cell.theirs = "" if fault else f"{cell.by or '他人'}已填“{cell.value}”"
        cell.stored, cell.stored_target = cell.value, cell.target
        cell.value, cell.target = typed.value, typed.target


def _key(figure: Figure) -> str:
    return f"{figure.period}-{figure.entrant}-{figure.criterion}"


@login_required
@form_at("entry:grid", "slug", "code")
def submit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Hand the drafts of the grid's open periods to the reviewers."""
    user, period, ground = _ground(request, slug, code)
    open_now = {column.period.pk for column in columns_of(ground, period) if not column.closed}
    periods = list(Period.objects.filter(pk__in=open_now).order_by("ends_on"))
    try:
        count = submit_drafts(contest=period.contest, periods=periods, by=user, now=ground.now)
        if count:
            tell_on_commit()
            messages.success(request, f"已提交 {count} 格，等待审核")
        else:
            messages.warning(request, "没有可提交的草稿")
    except ForbiddenError as error:
        messages.error(request, str(error))
    return redirect("entry:grid", slug, code)


def _ground(request: HttpRequest, slug: str, code: str) -> tuple[User, Period, Ground]:
    """Return the person, the period, and what cells are made from; 404 for one who enters nothing here."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contest = get_object_or_404(contests_for(access), slug=slug)
    period = get_object_or_404(Period.objects.select_related("contest__host"), contest=contest, code=code)
    now: datetime = timezone.now()
    rights = entry_rights(contest, request.user, access)
    if period.starts_on > timezone.localdate(now) or not rights.enters_anything:
        raise Http404
    return request.user, period, Ground(contest, entry_guide(contest), rights, now)
