"""A part of an entrant's result, and what the parts of dimensions and total are made with."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from contests.scoring.decimals import ZERO, plain
from contests.scoring.inputs import Entrant
from contests.scoring.marks import Mark, ScoreTooLargeError
from contests.scoring.rules import Criterion, Rules
from contests.scoring.sheet import Row, exact_text, step

# Fifteen digits, four of them after the point: what a published score may have.
LARGEST = Decimal(10) ** 11 - 1


class Part(NamedTuple):
    """A scope's score (rounded) or the reason why there is none, and the rows of its sheet.

    `exact` goes on into the total; `earned` is what of it stems from criteria, the rest from bonus and deduction.
    A part without a score is either `skipped` (the rest stands for it) or keeps its entrant out of the ranking.
    """

    score: Decimal | None
    rows: list[Row]
    exact: Decimal = ZERO
    earned: Decimal = ZERO
    reason: str = ""
    skipped: bool = False
    marks: tuple[Mark, ...] = ()


def joined(words: Sequence[tuple[str, str]]) -> str:
    """Return the one word that holds for all, or each word with those it holds for."""
    names: dict[str, list[str]] = {}
    for name, word in words:
        names.setdefault(word, []).append(name)
    if len(names) == 1:
        return next(iter(names))
    return "；".join(f"{word}（{'、'.join(named)}）" for word, named in names.items())


def rescaled(rules: Rules, what: str, earned: Decimal, counted: Decimal, whole: Decimal, rows: list[Row]) -> Decimal:
    """Return the sum as if what counted carried the full marks of the whole (what is missing is not zero)."""
    if not counted or counted == whole:
        return earned
    result = earned * whole / counted
    formula = f"其余{what}满分 {plain(counted)} 折算为 {plain(whole)}：{exact_text(earned, rules.rounding)}"
    formula += f" × {plain(whole)} ÷ {plain(counted)}"
    rows.append(step("折算", exact_text(result, rules.rounding), formula))
    return result


def full_marks(criteria: Iterable[Criterion], division: str) -> Decimal:
    """Return the weighted full marks of some criteria in a division."""
    return sum((criterion.weight * criterion.marks_in(division) for criterion in criteria), ZERO)


def zeroed_row(rules: Rules, value: Decimal) -> Row:
    """Return the step by which a veto makes a score 0."""
    return step("否决计零", "0", f"一票否决，原为 {exact_text(value, rules.rounding)}")


def check_size(value: Decimal, entrant: Entrant, marks: Iterable[Mark]) -> None:
    """Raise ScoreTooLargeError, naming the criterion that weighs most, for a score with too many digits."""
    if not -LARGEST <= value <= LARGEST:
        largest = max(marks, key=lambda mark: abs(mark.points or ZERO) * mark.criterion.weight)
        raise ScoreTooLargeError(entrant, largest.criterion)
