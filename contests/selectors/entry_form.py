"""What a person may fill in for a period: every cell that is theirs, with what is stored and the task of last time."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from contests.enums import RatingStatus
from contests.models import Rating
from contests.selectors.entry import EntryCriterion, EntryEntrant, EntryGuide, EntryPeriod
from contests.selectors.entry_rights import EntryRights


class StoredFigure(NamedTuple):
    """A figure as it is stored."""

    value: Decimal | None
    target: Decimal | None
    grade: str | None
    parts: str
    word: str
    note: str
    status: str

    @property
    def is_blank(self) -> bool:
        """Return whether nothing was entered, or what was typed was taken away again."""
        said = self.value is not None or self.grade or self.parts or self.word
        return not said and self.status in ("", RatingStatus.DRAFT)


NOTHING = StoredFigure(None, None, None, "", "", "", "")


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of the grid: its entrant and criterion, the full marks there, what is stored, the target to begin with."""

    entrant: EntryEntrant
    criterion: EntryCriterion
    full_marks: Decimal
    stored: StoredFigure
    target: Decimal | None


def form_cells(guide: EntryGuide, period: EntryPeriod, rights: EntryRights) -> list[FormCell]:
    """Return the cells that are the person's to enter, by entrant and criterion, in two queries."""
    stored = _stored(period)
    before = _targets(guide, period)
    return [
        FormCell(
            entrant=entrant,
            criterion=criterion,
            full_marks=criterion.marks_in(entrant.division_in(period)),
            stored=(figure := stored.get((entrant.pk, criterion.pk), NOTHING)),
            target=figure.target if figure is not NOTHING else before.get((entrant.pk, criterion.pk)),
        )
        for entrant in {entrant.pk: entrant for entrant in guide.entrants.values()}.values()
        if entrant.division_in(period)
        for criterion in _criteria(period)
        if rights.role(entrant.pk, criterion.pk) is not None
    ]


def _criteria(period: EntryPeriod) -> Iterator[EntryCriterion]:
    """Yield what is entered by hand for a period of this length."""
    for criterion in {criterion.pk: criterion for criterion in period.criteria.values()}.values():
        if criterion.cadence == period.cadence and not criterion.method.ledger:
            yield criterion


def _stored(period: EntryPeriod) -> dict[tuple[int, int], StoredFigure]:
    rows = Rating.objects.filter(period=period.pk).values_list("entrant_id", "criterion_id", *StoredFigure._fields)
    return {(entrant, criterion): StoredFigure(*figures) for entrant, criterion, *figures in rows}


def _targets(guide: EntryGuide, period: EntryPeriod) -> dict[tuple[int, int], Decimal | None]:
    """Return the targets of the period before of the same length, by entrant and criterion."""
    alike = [other.pk for other in guide.periods.values() if other.cadence == period.cadence]
    at = alike.index(period.pk)
    rows = Rating.objects.filter(period=alike[at - 1]) if at else Rating.objects.none()
    return {
        (entrant, criterion): target
        for entrant, criterion, target in rows.values_list("entrant_id", "criterion_id", "target")
    }
