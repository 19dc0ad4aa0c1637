"""What is published, in the shapes of the API."""

from datetime import date

from django.http import Http404

from contests.api.schemas import ContestOut, IssueOut, LineOut, PartOut, SheetOut, StandingOut, StandingsOut
from contests.selectors.public_view import public_payload
from contests.selectors.published import Archive, Issue
from contests.selectors.score_sheets import SheetPart, score_sheet


def contest_out(shelf: Archive) -> ContestOut:
    """Return a contest."""
    return ContestOut(
        slug=shelf.slug,
        name=shelf.name,
        publisher=shelf.publisher,
        is_sample=shelf.is_sample,
        score_label=shelf.score_label,
        newest=issue_out(shelf.newest) if shelf.newest else None,
    )


def issue_out(issue: Issue) -> IssueOut:
    """Return an issue."""
    return IssueOut(
        number=issue.number,
        name=issue.name,
        is_sample=issue.is_sample,
        score_label=issue.score_label,
        cadence=issue.cadence,
        period=issue.period_code,
        period_label=issue.period_label,
        released_at=issue.released_at,
        sha256=issue.sha256,
        corrects=issue.corrects,
        corrected_by=issue.corrected_by,
        kind="recall" if issue.is_recall else "ranking",
        recalled_by=issue.recall.number if issue.recall and not issue.is_recall else None,
    )


def standings_out(issue: Issue, today: date, division: str, scope: str, offset: int, limit: int) -> StandingsOut:
    """Return so many standings from `offset` on. Raises Http404 for a division or scope that the issue has not."""
    payload = public_payload(issue, today)
    if division and division not in payload.divisions:
        raise Http404("没有这个组别。")
    if scope not in {row["scope"] for row in payload.standings.values()}:
        raise Http404("没有这个范围。")
    rows = [
        row
        for row in payload.standings.values()
        if row["scope"] == scope and row["division"] == (division or row["division"])
    ]
    return StandingsOut(
        number=issue.number,
        period=issue.period_code,
        sha256=issue.sha256,
        is_sample=issue.is_sample,
        count=len(rows),
        offset=offset,
        standings=[
            StandingOut(
                name=payload.entrants[row["entrant"]][0],
                score=None if row["score"] is None else str(payload.score(row["score"])),
                grade=row.get("grade", ""),
                **{
                    name: row[name]
                    for name in ("entrant", "division", "scope", "rank", "tied", "not_ranked_reason", "previous_rank")
                },
            )
            for row in rows[offset : offset + limit]
        ],
    )


def sheet_out(issue: Issue, code: str, today: date) -> SheetOut:
    """Return the score sheet of an entrant, as it is public today. Raises Http404 where it is not in the issue."""
    found = score_sheet(public_payload(issue, today), code)
    if found is None:
        raise Http404("本期没有这个参赛单位。")
    return SheetOut(
        number=issue.number,
        period=issue.period_code,
        sha256=issue.sha256,
        entrant=code,
        name=found.name,
        division=found.division,
        rounding=found.rounding,
        parts=[_part(part) for part in found.parts],
        total=_part(found.total),
    )


def _part(part: SheetPart) -> PartOut:
    names = ("name", "full_marks", "weight", "rule", "formula", "points", "adjustment")
    return PartOut(
        code=part.code,
        name=part.name,
        score=None if part.score is None else str(part.score),
        rank=part.rank,
        tied=part.tied,
        grade=part.grade,
        not_ranked_reason=part.reason,
        lines=[LineOut(**{name: getattr(line, name) for name in names}) for line in part.lines],
    )
