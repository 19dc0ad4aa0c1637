"""Many rows in one statement, without a model instance for each."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


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
    # Table and columns are the model's own, quoted; every value is a parameter.
    start = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(names[field] for field in fields)}) VALUES "  # noqa: S608
    end = ""
    if unique:
        taken = ", ".join(f"{name} = excluded.{name}" for field, name in names.items() if field not in unique)
        end = f" ON CONFLICT ({', '.join(names[field] for field in unique)}) DO UPDATE SET {taken}"
    marks = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # SQLite bounds the parameters of a statement; a prepared statement run again costs no round trip there.
            cursor.executemany(start + marks + end, rows)
        else:
            cursor.execute(start + ", ".join([marks] * len(rows)) + end, [value for row in rows for value in row])


def _column(model: type[models.Model], field: str) -> str:
    found = model._meta.get_field(field)
    assert isinstance(found, models.Field)
    assert found.column
    return found.column
