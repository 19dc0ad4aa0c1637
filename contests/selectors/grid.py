"""The grid of a period: entrants down; across the criteria, or the weeks where there is one weekly criterion."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from contests.enums import EMPTIED, NOTHING, Cadence, RatingStatus
from contests.models import Contest, Period, Rating
from contests.scoring.decimals import plain
from contests.selectors.entry import EntryCriterion, EntryEntrant, EntryGuide, EntryPeriod
from contests.selectors.entry_rights import EntryRights
from contests.selectors.jumps import Earlier, earlier_in, earlier_of, jump

T = TypeVar("T", EntryEntrant, EntryCriterion)

# What a cell says of its state, beside its figure.
STATES = {
    RatingStatus.DRAFT: "草稿",
    RatingStatus.SUBMITTED: "待审",
    RatingStatus.APPROVED: "已审",
    RatingStatus.RETURNED: "退回",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A criterion in a period; `scale` are the words of a grade, `targets`: a task stands beside the figure.

    `by_week`: the period before is the column before.
    """

    period: EntryPeriod
    criterion: EntryCriterion
    title: str
    hint: str
    rule: str
    targets: bool
    scale: tuple[str, ...]
    closed: bool
    by_week: bool


@dataclass(slots=True)
class Cell:
    """One figure of the grid; `fault` and `theirs` are of an attempt to save it, and `stored` is what stands there.

    `seen` is the version that stands there, 0 for none. What is not `open` can be read only.
    """

    key: str
    name: str
    open: bool
    targets: bool
    value: str = ""
    target: str = ""
    seen: int = 0
    state: str = ""
    label: str = ""
    before: str = ""
    jump: str = ""
    note: str = ""
    by: str = ""
    returned: str = ""
    fault: str = ""
    theirs: str = ""
    stored: str = ""
    stored_target: str = ""


class Spot(NamedTuple):
    """Where a cell stands."""

    column: Column
    entrant: EntryEntrant


@dataclass(frozen=True, slots=True)
class Row:
    """An entrant with its cells, and what they come to so far."""

    entrant: EntryEntrant
    cells: list[Cell]
    total: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and the rows."""

    columns: list[Column]
    rows: list[Row]

    @property
    def missing(self) -> int:
        """Return how many cells that can be entered say nothing yet, of those whose entry is open."""
        return sum(not cell.value for row in self.rows for cell in row.cells if cell.open)

    @property
    def drafts(self) -> int:
        """Return how many figures are saved but not submitted."""
        return sum(cell.state == RatingStatus.DRAFT and bool(cell.value) for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Ground:
    """What every cell is made from: the contest, what is known of it, what the person may enter, and the moment."""

    contest: Contest
    guide: EntryGuide
    rights: EntryRights
    now: datetime


def grid_of(ground: Ground, period: Period, totals: Mapping[int, str]) -> Grid:
    """Return the grid of a period for a person, in three queries at most: rows in which they have no hand are left out.

    `totals` are those so far, by entrant's id.
    """
    columns = columns_of(ground, period)
    entrants = [one for one in _distinct(ground.guide.entrants) if ground.rights.enters(one.pk)]
    stored = _stored(columns)
    earlier = earlier_of(period) if len({column.period.pk for column in columns}) == 1 else {}
    rows = []
    for entrant in entrants:
        cells = []
        before: list[Rating] = []
        for column in columns:
            rating = stored.get((column.period.pk, entrant.pk, column.criterion.pk))
            history = earlier.get((entrant.pk, column.criterion.pk)) or (before and earlier_in(before)) or None
            cells.append(make_cell(ground, column, entrant, rating, history))
            if rating is not None and column.period.pk != columns[-1].period.pk:
                before.append(rating)
        rows.append(Row(entrant, cells, totals.get(entrant.pk, "")))
    return Grid(columns, rows)


def spots_of(ground: Ground, period: Period, keys: Iterable[str]) -> dict[str, Spot]:
    """Return where cells of a period's grid stand, by key; what is not there, or not the person's, is left out."""
    entrants = {one.pk: one for one in _distinct(ground.guide.entrants) if ground.rights.enters(one.pk)}
    columns = {(one.period.pk, one.criterion.pk): one for one in columns_of(ground, period)}
    found = {}
    for key in keys:
        week, entrant, criterion = map(int, key.split("-"))
        if (week, criterion) in columns and entrant in entrants:
            found[key] = Spot(columns[week, criterion], entrants[entrant])
    return found


def cells_of(ground: Ground, spots: Mapping[str, Spot]) -> dict[str, Cell]:
    """Return the cells that stand there, as they are stored now."""
    columns = [spot.column for spot in spots.values()]
    stored = _stored(columns)
    periods = Period.objects.filter(pk__in={column.period.pk for column in columns})
    earlier = {one.pk: earlier_of(one, {column.criterion.pk for column in columns}) for one in periods}
    cells = {}
    for key, (column, entrant) in spots.items():
        rating = stored.get((column.period.pk, entrant.pk, column.criterion.pk))
        history = earlier[column.period.pk].get((entrant.pk, column.criterion.pk))
        cells[key] = make_cell(ground, column, entrant, rating, history)
    return cells


def _stored(columns: Sequence[Column]) -> dict[tuple[int, int, int], Rating]:
    rows = Rating.objects.filter(
        period__in={column.period.pk for column in columns}, criterion__in={column.criterion.pk for column in columns}
    ).select_related("entered_by")
    return {(row.period_id, row.entrant_id, row.criterion_id): row for row in rows}


def columns_of(ground: Ground, period: Period) -> list[Column]:
    """Return what is entered in a period; of a single weekly criterion every week that has begun up to it."""
    guide, now = ground.guide, ground.now
    chosen = guide.periods[period.code]
    criteria = [one for one in _distinct(chosen.criteria) if _entered_in(one, chosen)]
    if period.cadence != Cadence.WEEK or len(criteria) != 1:
        return [_column(chosen, one, one.name, now) for one in criteria]
    weeks = [one for one in guide.periods.values() if one.cadence == Cadence.WEEK and one.code <= chosen.code]
    return [
        _column(week, one, week.code.partition("-")[2], now, by_week=True)
        for week in weeks
        for one in _distinct(week.criteria)
        if one.pk == criteria[0].pk and _entered_in(one, week)
    ]


def _entered_in(criterion: EntryCriterion, period: EntryPeriod) -> bool:
    return criterion.cadence == period.cadence and not criterion.method.ledger


def _distinct(known: Mapping[str, T]) -> list[T]:
    """Return each of those that are known by code and by name, once, in their order."""
    return list({one.pk: one for one in known.values()}.values())


def _column(
    period: EntryPeriod, criterion: EntryCriterion, title: str, now: datetime, *, by_week: bool = False
) -> Column:
    return Column(
        period=period,
        criterion=criterion,
        title=title,
        hint=f"满分 {plain(criterion.full_marks)}",
        rule=criterion.method.rule(criterion.full_marks),
        targets="target" in criterion.method.needs,
        scale=tuple(getattr(criterion.method, "scale", ())),
        closed=period.closes_at <= now,
        by_week=by_week,
    )


def make_cell(
    ground: Ground, column: Column, entrant: EntryEntrant, rating: Rating | None, earlier: Earlier | None
) -> Cell:
    """Return a cell with what is stored in it; an empty one takes over the task of the period before."""
    in_parts = "parts" in column.criterion.method.needs
    entered = ground.rights.role(entrant.pk, column.criterion.pk) is not None
    cell = Cell(
        key=f"{column.period.pk}-{entrant.pk}-{column.criterion.pk}",
        name=f"{entrant.name} {column.title}",
        targets=column.targets,
        open=entered and not column.closed and bool(entrant.division_in(column.period)),
        before=written(earlier.latest, in_parts=in_parts) if earlier and not column.by_week else "",
    )
    if rating is not None and not entered and rating.status != RatingStatus.APPROVED:
        # What others are still at is theirs: an assessor's score is not the assessed unit's to read before its time.
        return cell
    if rating is None:
        if column.targets and earlier and earlier.latest.target is not None:
            cell.target = plain(earlier.latest.target)
        return cell
    cell.open = cell.open and rating.status != RatingStatus.APPROVED
    cell.value, cell.target = written(rating, in_parts=in_parts), _figure(rating.target)
    cell.seen, cell.state = rating.version, rating.status
    cell.label = STATES[RatingStatus(rating.status)] if cell.value or rating.status != RatingStatus.DRAFT else ""
    cell.note, cell.returned, cell.by = rating.note, rating.review_note, str(rating.entered_by or "")
    scale = dict.fromkeys(column.scale) or None
    cell.jump = jump(ground.contest, rating.value, rating.grade, earlier, scale)
    return cell


def written(rating: Rating, *, in_parts: bool = False) -> str:
    """Return a reported figure as people write it into a cell; of one in several parts none is 无."""
    text = rating.word or rating.grade or rating.parts or _figure(rating.value)
    return NOTHING if in_parts and not text and rating.source != EMPTIED else text


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
