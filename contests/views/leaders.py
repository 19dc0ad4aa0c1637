"""The leaders' pages: what is wrong first, each contest at a glance, ranks over time, down to sheet and evidence."""

from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from contests.enums import Colour, Role
from contests.models import Contest, User
from contests.rules import access_of
from contests.scoring.document import TOTAL
from contests.selectors.boards import panel
from contests.selectors.leaders.concern import Kind
from contests.selectors.leaders.exceptions import counts, grouped, shortened
from contests.selectors.leaders.overview import overview
from contests.selectors.leaders.proofs import proofs_of
from contests.selectors.leaders.recalled import Recalled, recalled_in
from contests.selectors.leaders.shown import Shown, shown
from contests.selectors.leaders.trends import LINES, trends
from contests.selectors.liaisons import linked_codes
from contests.selectors.marks import black_marks, ledger_of
from contests.selectors.office import contests_run_by
from contests.selectors.score_sheets import score_sheet
from contests.tables.leaders import LeadersTable
from contests.views.choices import board_choice

# Rows of a heat map on one page.
A_PAGE = 30
CHOICES = ("division", "page", "pending", "scope", "sort")


class Leading(NamedTuple):
    """A person with the contests that they run or lead."""

    user: User
    contests: list[Contest]


def _leading(request: HttpRequest) -> Leading:
    """Return the person and their contests. Raises Http404 for who neither runs nor leads anything."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    if not access.leads:
        raise Http404
    found = contests_run_by(access, Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)
    return Leading(request.user, list(found))


def _contest(request: HttpRequest, slug: str) -> tuple[User, Contest]:
    assert isinstance(request.user, User)
    mine = contests_run_by(access_of(request.user), Role.OFFICE, Role.LEADING_GROUP, Role.LEADER)
    return request.user, get_object_or_404(mine, slug=slug)


@never_cache
@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what is wrong, what is linked to the person, and each contest; with `print=1` on one sheet of paper."""
    user, contests = _leading(request)
    kind, printed = request.GET.get("kind", ""), request.GET.get("print", "")
    if kind not in ("", *Kind.values) or printed not in ("", "1"):
        raise Http404
    found = overview(user, contests, timezone.now())
    context: dict[str, Any] = {"overview": found}
    if printed:
        return render(request, "leaders/briefing.html", context | {"groups": grouped(found.concerns)})
    chosen = [concern for concern in found.concerns if concern.kind == kind]
    context |= {
        "kind": kind,
        "tabs": [
            ("", "全部", len(found.concerns)),
            *counts(found.concerns),
        ],
        "lines": chosen if kind else shortened(found.concerns),
    }
    return render(request, "leaders/home.html", context)


@never_cache
@login_required
@require_GET
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the ranks of a contest's periods side by side, and as lines those of some units."""
    user, found = _contest(request, slug)
    asked = request.GET
    seen = trends(
        found,
        cadence=asked.get("cadence"),
        division=asked.get("division"),
        units=list(dict.fromkeys(asked.getlist("unit")))[:LINES],
        linked=linked_codes(user, found, timezone.localdate()),
    )
    if seen is None:
        raise Http404
    context = {
        "contest": found,
        "trends": seen,
        "page": Paginator(seen.rows, A_PAGE).get_page(asked.get("page")),
        "query": {"cadence": seen.cadence, "division": seen.division},
        "most": LINES,
        "recalled": recalled_in([found])[found.pk],
        "now": timezone.now(),
    }
    return render(request, "leaders/contest.html", context)


@never_cache
@login_required
@require_GET
def ranking(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show the lists and the ranking of a period, before its release too."""
    found = _shown(request, slug, code)
    asked = {name: request.GET[name] for name in CHOICES if request.GET.get(name)}
    pending = "pending" in request.GET
    choice = board_choice(found.board, slug, asked, table_of=partial(LeadersTable, code=code, pending=pending))
    if choice is None:
        raise Http404
    marks = black_marks(found.board, ledger_of(slug))
    context = {
        "shown": found,
        "panels": [panel(found.board, Colour.RED), panel(found.board, Colour.BLACK, marks)],
        "choice": choice,
        "recalled": _recalled(found),
        "pending": pending,
    }
    return render(request, "leaders/ranking.html", context)


@never_cache
@login_required
@require_GET
def sheet(request: HttpRequest, slug: str, code: str, entrant: str) -> HttpResponse:
    """Show why an entrant has its place in a period, and the evidence behind it, before the release too."""
    found = _shown(request, slug, code)
    sheet_ = score_sheet(found.board, entrant)
    if sheet_ is None:
        raise Http404
    context = {
        "shown": found,
        "entrant": entrant,
        "sheet": sheet_,
        "label": found.board.contest["score_label"],
        "previous": found.board.standings[TOTAL, entrant]["previous_rank"],
        "listed": [entry for entry in found.board.entries if entry["entrant"] == entrant],
        "recalled": _recalled(found),
        "proofs": proofs_of(found.contest, found.result.period, entrant),
        "today": timezone.localdate(),
        "pending": "pending" in request.GET,
    }
    return render(request, "leaders/sheet.html", context)


def _shown(request: HttpRequest, slug: str, code: str) -> Shown:
    """Return a period's result of a contest that the person runs or leads. Raises Http404."""
    _, contest = _contest(request, slug)
    found = shown(contest, code, timezone.now(), pending="pending" in request.GET)
    if found is None:
        raise Http404
    return found


def _recalled(found: Shown) -> list[Recalled]:
    """Return the recall that a period stands under, if it does."""
    rows = recalled_in([found.contest])[found.contest.pk]
    return [one for one in rows if one.code == found.result.period.code]
