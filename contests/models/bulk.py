"""Many rows in one statement, without a model instance for each."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

# Rows that COPY takes at a time.
SLICE = 200

# What would end a cell or a row of COPY.
ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}
SPECIAL = re.compile(r"[\\\t\n\r]")


def insert_rows(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[Any]], unique: Sequence[str] = ()
) -> None:
    """Insert rows of column values (JSON as text) in the order of `fields`, every column named.

    With `unique`, a row that is there already under these fields takes the new values of the others.
    """
    if not rows:
        return
    quote = connection.ops.quote_name
    names = {field: quote(_column(model, field)) for field in (*fields, *unique)}
    table = f"{quote(model._meta.db_table)} ({', '.join(names[field] for field in fields)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not unique:
            # Several times faster than VALUES, which are written into the statement and parsed out of it again.
            # Django names the errors of its own calls only; a lost connection must be known as one.
            with connection.wrap_database_errors:
                cursor.copy_expert(f"COPY {table} FROM STDIN", _Lines(rows))
            return
        # Table and columns are the model's own, quoted; every value is a parameter.
        statement = f"INSERT INTO {table} VALUES "  # noqa: S608
        marks = f"({', '.join(['%s'] * len(fields))})"
        end = _on_conflict(names, unique) if unique else ""
        if connection.vendor == "sqlite":
            # SQLite bounds the parameters of a statement; a prepared statement run again costs no round trip there.
            cursor.executemany(statement + marks + end, rows)
        else:
            values = [value for row in rows for value in row]
            cursor.execute(statement + ", ".join([marks] * len(rows)) + end, values)


def _column(model: type[models.Model], field: str) -> str:
    found = model._meta.get_field(field)
    assert isinstance(found, models.Field)
    assert found.column
    return found.column


def _on_conflict(names: dict[str, str], unique: Sequence[str]) -> str:
    taken = ", ".join(f"{name} = excluded.{name}" for field, name in names.items() if field not in unique)
    return f" ON CONFLICT ({', '.join(names[field] for field in unique)}) DO UPDATE SET {taken}"


class _Lines:
    """The file that COPY reads: a slice of the rows becomes text while the server stores the one before."""

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self._rows = iter(rows)

    def read(self, _size: int) -> str:
        """Return the next lines, whatever their size; nothing at the end."""
        return "".join(["\t".join(map(_copied, row)) + "\n" for row in islice(self._rows, SLICE)])


def _copied(value: Any) -> str:
    if isinstance(value, str):
        return SPECIAL.sub(_escaped, value)
    return "\\N" if value is None else str(value)


def _escaped(found: re.Match[str]) -> str:
    return ESCAPES[found[0]]
