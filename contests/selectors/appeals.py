"""Appeals as the units, the office and the leading group see them."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from contests.enums import AppealState
from contests.models import Appeal, Contest, Entrant, Period, Release
from contests.models.appeals import OPEN
from contests.rules import Access
from contests.scoring.document import TOTAL
from contests.selectors.recalls import withheld_because

WAITING = Q(state__in=OPEN) | Q(state=AppealState.UPHELD, correction=None)


def appeals_in(contest: Contest) -> QuerySet[Appeal]:
    """Return the appeals of a contest with all that a page shows of them, the latest first."""
    related = ("release__period", "entrant__department", "filed_by", "decided_by", "correction")
    documents = (f"{release}__{text}" for release in ("release", "correction") for text in ("payload", "headline"))
    return Appeal.objects.filter(release__contest=contest).select_related(*related).defer(*documents)


def appeals_waiting(period: Period) -> list[Appeal]:
    """Return the appeals of a period that are open, or upheld and not corrected yet."""
    rows = Appeal.objects.filter(WAITING, release__period=period).select_related("release__period", "entrant")
    return list(rows.defer("release__payload", "release__headline").order_by("filed_at", "pk"))


def upheld_among(appeals: Iterable[Appeal]) -> list[Appeal]:
    """Return those that were upheld."""
    return [appeal for appeal in appeals if appeal.state == AppealState.UPHELD]


def open_counts(contests: Iterable[Contest]) -> Counter[int]:
    """Return how many appeals of each contest wait for a decision, by its id."""
    rows = Appeal.objects.filter(state__in=OPEN, release__contest__in=list(contests))
    return Counter(dict(rows.values_list("release__contest").annotate(Count("pk")).order_by()))


def entrants_filed_for(access: Access, contest: Contest) -> list[Entrant]:
    """Return the entrants of a contest that a person may appeal for, in the office's order."""
    entrants = contest.entrants.select_related("department").order_by("order")
    return [entrant for entrant in entrants if access.files(contest, entrant.department.path)]


def releases_open(contest: Contest, today: date) -> list[Release]:
    """Return the issues that stand and may be objected to today, the newest first."""
    standing = Release.objects.standing().filter(contest=contest, objections_until__gte=today)
    return list(standing.select_related("period").defer("payload", "headline").order_by("-number"))


def closed_because(release: Release, today: date) -> str:
    """Return why nobody can object to an issue today, nothing where they can."""
    if withheld := withheld_because(release):
        return f"{withheld}，不再受理对它的申诉"
    if correction := Release.objects.filter(corrects=release).defer("payload", "headline").first():
        return f"{release}已由{correction}更正，请对{correction}提出申诉"
    until = release.objections_until
    if until is None:
        return f"{release}没有公示期，不受理申诉"
    if today > until:
        return f"{release}的公示期已于 {until.year}年{until.month}月{until.day}日截止，不能再提出申诉"
    return ""


def scopes_of(release: Release) -> dict[str, str]:
    """Return what of an issue can be contested: the total, its dimensions and criteria, names by code."""
    dimensions = json.loads(release.payload)["document"]["rules"]["dimensions"]
    names = {TOTAL: "总分"}
    for dimension in dimensions:
        names[dimension["code"]] = dimension["name"]
        names |= {criterion["code"]: criterion["name"] for criterion in dimension["criteria"]}
    return names


def correction_reason(reason: str, settled: Sequence[Appeal]) -> str:
    """Return the published reason of a correction: what the leading group wrote, and the appeals behind it."""
    named = "、".join(f"{appeal}成立" for appeal in settled)
    return f"{reason}（{named}）" if named else reason
