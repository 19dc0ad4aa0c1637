"""Ratings that another system sends as rows, judged as those of a file are."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contests.errors import Fault, FileError
from contests.exchange.headed_file import HeadedFile
from contests.exchange.judging import Judge
from contests.exchange.ratings_file import COLUMNS, KNOWN, FigureReader, without_file
from contests.selectors.entry import EntryGuide
from contests.services.entry import Figure


class RowFault(NamedTuple):
    """A fault of a row that did not come in a file: the row counted from 1, its field, what was found and expected."""

    row: int
    field: str
    found: str
    expected: str


class RowsError(FileError):
    """Every fault of rows that did not come in a file."""

    def __init__(self, faults: Sequence[Fault], row_faults: Sequence[RowFault]) -> None:
        """Keep the faults by row and field."""
        super().__init__("数据", faults)
        self.row_faults = list(row_faults)


def read_rows(rows: Sequence[Mapping[str, Any]], guide: EntryGuide, judge: Judge) -> list[Figure]:
    """Return the figures of rows given by field, judged as those of a file are. Raises RowsError with every fault."""
    reader = _RowReader(guide, without_file(), judge)
    cells = [["" if row.get(KNOWN[title]) is None else row[KNOWN[title]] for title in COLUMNS] for row in rows]
    figures = [figure for at, row in enumerate(cells, start=1) if (figure := reader.read(at, row)) is not None]
    if reader.faults:
        raise RowsError(reader.faults, reader.row_faults)
    return figures


class _RowReader(FigureReader):
    """Keeps the faults by row and field too."""

    def __init__(self, guide: EntryGuide, file: HeadedFile, judge: Judge) -> None:
        """Begin without faults."""
        super().__init__(guide, file, judge)
        self.row_faults: list[RowFault] = []

    def _fault(self, number: int, title: str, found: str, expected: str) -> None:
        super()._fault(number, title, found, expected)
        self.row_faults.append(RowFault(number, KNOWN.get(title, ""), found[:60], expected))
