"""A file with a header: its columns found, and its rows as far as they can be judged."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from contests.errors import Fault, FileError
from contests.exchange.columns import find_columns
from contests.exchange.sheets import MergedError, Row, read_sheet


class HeadedFile(NamedTuple):
    """The header, the position of each column by its field, the rows below, and what was already found wrong."""

    header: list[Any]
    columns: dict[str, int]
    body: list[Row]
    faults: list[Fault]


def read_headed(
    name: str,
    data: bytes,
    known: Mapping[str, str],
    required: Sequence[str],
    optional: Sequence[str] = (),
    *,
    days: bool = False,
) -> HeadedFile:
    """Return a file's rows, but those inside a merged range; that range is a fault of the file.

    Raises FileError where the header is not to be understood, as find_columns does, or nothing can be read at all.
    """
    faults: list[Fault] = []
    try:
        rows = read_sheet(name, data, days=days)
    except MergedError as error:
        if not error.header_is_whole:
            raise
        rows, faults = error.rows, error.faults
    (_, header), *body = rows
    try:
        columns = find_columns(name, header, known, required, optional)
    except FileError as error:
        raise FileError(name, [*faults, *error.faults]) from error
    if not body and not faults:
        faults.append(Fault("文件", "", "只有列名，没有数据行"))
    return HeadedFile(header, columns, body, faults)
