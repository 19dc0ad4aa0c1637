"""A table on a sheet: what was given, what formulas make of it, what was published, and whether they agree."""

from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl.utils import get_column_letter

from contests.exchange.audit_workbook.book import Formula, Sheet

AGREES = "是否一致"
YES, NO = "是", "否"
SCORES = ("得分", "公布得分")
# The grounds of the headings: given, computed, published.
COLOURS = ("DDEBF7", "E2EFDA", "EDEDED")


class Table:
    """Rows under a row of headings; the last column says whether what was computed agrees with what was published."""

    def __init__(
        self,
        sheet: Sheet,
        given: Sequence[str],
        computed: Sequence[str] = (),
        published: Sequence[str] = (),
        places: int | None = None,
    ) -> None:
        """Write the headings under what is there; they must differ. Scores are shown with so many places."""
        titles = (*given, *computed, *published, *([AGREES] if published else []))
        counts = (len(given), len(computed), len(titles) - len(given) - len(computed))
        self.sheet = sheet
        self.published = bool(published)
        self.columns = {title: get_column_letter(at) for at, title in enumerate(titles, start=1)}
        self._scores = [titles.index(title) for title in SCORES if title in titles] if places is not None else []
        self._shown = f"0.{'0' * places}" if places else "0"
        sheet.head(titles, (c for c, n in zip(COLOURS, counts, strict=True) for _ in range(n)))
        self._prefix = f"'{sheet.title}'!"

    @property
    def next(self) -> int:
        """Return the number that the next row will have."""
        return self.sheet.rows + 1

    def add(
        self, given: Iterable[Any], computed: Iterable[str] = (), published: Iterable[Any] = (), same: str = ""
    ) -> int:
        """Append a row: values, formulas, published values, the formula that is true where they agree."""
        row = [*given, *map(_formula, computed), *published]
        if self.published:
            row.append(Formula(f'=IF({same},"{YES}","{NO}")'))
        for at in self._scores:
            row[at] = self.sheet.figure(row[at], self._shown)
        return self.sheet.add(row)

    def here(self, title: str, row: int) -> str:
        """Return the address of a cell for a formula on the same sheet."""
        return f"{self.columns[title]}{row}"

    def at(self, title: str, row: int) -> str:
        """Return the address of a cell."""
        return f"{self._prefix}${self.columns[title]}${row}"

    def over(self, title: str, rows: range) -> str:
        """Return the address of some rows of a column. They must not be none."""
        letter = self.columns[title]
        return f"{self._prefix}${letter}${rows[0]}:${letter}${rows[-1]}"

    def column(self, title: str) -> str:
        """Return the address of a whole column."""
        letter = self.columns[title]
        return f"{self._prefix}${letter}:${letter}"

    def last_number(self, title: str, rows: range) -> str:
        """Return the formula of the last number in some rows of a column, which has texts too."""
        cells = self.over(title, rows)
        return f"INDEX({self.column(title)},SUMPRODUCT(MAX(ISNUMBER({cells})*ROW({cells}))))"

    def alarm(self) -> None:
        """Colour what does not agree; after the last row."""
        self.sheet.alarm(self.columns[AGREES], NO)


def _formula(text: str) -> Formula | None:
    return Formula(f"={text}") if text else None
