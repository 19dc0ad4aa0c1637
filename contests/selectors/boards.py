"""The board as it is shown: the two lists and the ranking, read out of a release's document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contests.scoring.board import BLACK
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.marks import Mark, Marks
from contests.selectors.payloads import Payload, made_once
from contests.selectors.quota_notes import quota_notes
from contests.selectors.standards import standard

# The methods whose points may exceed the full marks.
UNBOUND = ("schedule", "additive", "count_bonus", "banded")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list."""

    code: str
    name: str
    rank: int | None
    tied: bool
    score: Decimal | None
    reason: str
    basis: str
    by_hand: bool
    streak: int
    escalation: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one scope and division."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A list of one colour; `lapsed` says that it is no longer public, `standard` what its lines are over or under."""

    colour: str
    groups: tuple[Group, ...]
    lapsed: bool = False
    standard: str = ""

    @property
    def size(self) -> int:
        """Return how many lines the list has."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of points: a dimension or a criterion, and its full marks where they bound it."""

    code: str
    name: str
    full_marks: str


@dataclass(frozen=True, slots=True)
class Row:
    """A ranked entrant: `parts` follow the headings, `share` is its score per cent of the best one's."""

    code: str
    name: str
    order: int
    rank: int
    tied: bool
    parts: tuple[Decimal | None, ...]
    score: Decimal
    share: Decimal
    previous_rank: int | None
    adjusted: str
    grade: str

    @property
    def change(self) -> int | None:
        """Return the places gained since the last period (negative: lost), None without an earlier place."""
        return None if self.previous_rank is None else self.previous_rank - self.rank


@dataclass(frozen=True, slots=True)
class Unranked:
    """An entrant without a place, and why."""

    code: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking of one division in one scope."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    unranked: tuple[Unranked, ...]
    has_previous: bool
    graded: bool
    notes: tuple[str, ...] = ()


def panel(payload: Payload, colour: str, marks: Marks | None = None) -> Panel:
    """Return the list of a colour, grouped by scope and division in the contest's order; marks as of `black_marks`."""
    groups = []
    scopes = _all_scopes(payload)
    alone = len({entry["scope"] for entry in payload.entries}) == 1
    for scope, scope_name in scopes.items():
        own = [entry for entry in payload.entries if entry["colour"] == colour and entry["scope"] == scope]
        pools = {payload.pool(scope, entry["division"]) for entry in own}
        for pool in [name for name in ("", *payload.divisions.values()) if name in pools]:
            lines = tuple(
                _line(payload, entry, marks or {}) for entry in own if payload.pool(scope, entry["division"]) == pool
            )
            groups.append(Group(group_title(scope_name, pool, alone=alone, divided=bool(pool)), lines))
    return Panel(
        colour, tuple(groups), lapsed=colour == BLACK and payload.black_lapsed, standard=standard(payload, colour)
    )


def group_title(scope: str, division: str, *, alone: bool, divided: bool) -> str:
    """Return what stands over a group: its division where there are several, its scope unless that is the only one."""
    words = [division] if divided else []
    if not (divided and alone):
        words.append(scope)
    return " · ".join(words)


def _all_scopes(payload: Payload) -> dict[str, str]:
    return payload.scopes | {dimension["code"]: dimension["name"] for dimension in payload.dimensions}


def _line(payload: Payload, entry: Any, marks: Marks) -> Line:
    standing = payload.standings.get((entry["scope"], entry["entrant"]), {})
    score, rank, tied = payload.score(standing.get("score")), standing.get("rank"), standing.get("tied", False)
    name, _ = payload.entrants[entry["entrant"]]
    return Line(
        code=entry["entrant"],
        name=name,
        rank=rank,
        tied=tied,
        score=score,
        reason=entry["reason"],
        basis=entry.get("basis", ""),
        by_hand=entry["by_hand"],
        streak=entry.get("streak", 0),
        escalation=entry.get("escalation", ""),
        mark=marks.get((entry["scope"], entry["entrant"])) if entry["colour"] == BLACK else None,
    )


@made_once
def ranking(payload: Payload, scope: str, division: str) -> Ranking:
    """Return the ranking of a division, from the first place down, those of one place in the office's order."""
    headings = _headings(payload, scope, division)
    members = [
        (order, code, name)
        for order, (code, (name, at)) in enumerate(payload.entrants.items())
        if at == division or scope == COMBINED
    ]
    standings = {code: payload.standings[scope, code] for _, code, _ in members}
    best = max((Decimal(row["score"]) for row in standings.values() if row["score"] is not None), default=Decimal(0))
    rows, unranked = [], []
    for order, code, name in members:
        standing = standings[code]
        score = payload.score(standing["score"])
        if score is None:
            unranked.append(Unranked(code, name, standing["not_ranked_reason"]))
            continue
        rows.append(
            Row(
                code=code,
                name=name,
                order=order,
                rank=standing["rank"],
                tied=standing["tied"],
                parts=_parts(payload, scope, code, headings),
                score=score,
                share=_share(score, best),
                previous_rank=standing["previous_rank"],
                adjusted="；".join(part["adjustment"] for part in standing["breakdown"] if "adjustment" in part),
                grade=standing.get("grade", ""),
            )
        )
    rows.sort(key=lambda row: row.rank)
    has_previous = any(row.previous_rank for row in rows)
    graded = payload.graded and scope == TOTAL
    notes = quota_notes(payload.rules, [row.grade for row in rows]) if graded else ()
    return Ranking(headings, tuple(rows), tuple(unranked), has_previous, graded, notes)


def _share(score: Decimal, best: Decimal) -> Decimal:
    """Return the length of a bar, 0 to 100."""
    if best <= 0 or score <= 0:
        return Decimal(0)
    return (score * 100 / best).quantize(Decimal("0.1"))


def _headings(payload: Payload, scope: str, division: str) -> tuple[Heading, ...]:
    """Return the dimensions under the total, the criteria under a dimension or where there is only one dimension."""
    if scope == COMBINED:
        return (Heading(TOTAL, payload.contest["score_label"], ""),)
    if scope == TOTAL and len(payload.dimensions) > 1:
        return tuple(Heading(dimension["code"], dimension["name"], "") for dimension in payload.dimensions)
    return tuple(
        Heading(criterion["code"], criterion["name"], _bound(criterion, division))
        for dimension in payload.dimensions
        if scope in (TOTAL, dimension["code"])
        for criterion in dimension["criteria"]
    )


def _bound(criterion: Mapping[str, Any], division: str) -> str:
    """Return a criterion's full marks, nothing for one whose rate has no ceiling."""
    return str(criterion["division_marks"].get(division, criterion["full_marks"])) if has_ceiling(criterion) else ""


def has_ceiling(criterion: Mapping[str, Any]) -> bool:
    """Return whether a figure brings a criterion's full marks at the most."""
    params = criterion["params"]
    return not (criterion["method"] in UNBOUND or params.get("bonus") or params.get("cap", "1") is None)


def _parts(payload: Payload, scope: str, code: str, headings: Iterable[Heading]) -> tuple[Decimal | None, ...]:
    if scope == TOTAL and len(payload.dimensions) > 1:
        return tuple(payload.score(payload.standings[heading.code, code]["score"]) for heading in headings)
    if scope == COMBINED:
        return (payload.score(payload.standings[TOTAL, code]["score"]),)
    holder = payload.dimensions[0]["code"] if scope == TOTAL else scope
    points = {
        part["criterion"]: part["points"]
        for part in payload.standings[holder, code]["breakdown"]
        if "criterion" in part
    }
    return tuple(None if (value := points.get(heading.code)) is None else Decimal(value) for heading in headings)
