"""Every table that must not change has its triggers, also after SQLite has rebuilt it in a migration."""

import pytest
from django.db import connection

from contests.models.append_only import ALL_APPEND_ONLY, SEALED

QUERIES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.mark.django_db
def test_every_sealed_table_refuses_update_and_deletion():
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    tables = (*ALL_APPEND_ONLY, *SEALED)
    assert found == {f"{table}_no_{event}" for table in tables for event in ("update", "delete")}
