import pytest
from django.db import connection

from contests.enums import AuditAction
from contests.models import AuditEvent
from contests.models.append_only import drop_statements
from tests.accounts.conftest import as_, contest, everyone, stranger

__all__ = ["as_", "contest", "everyone", "stranger"]


def record(number, **details):
    return AuditEvent.objects.record(
        action=AuditAction.RATINGS_SAVED, actor_id=None, subject=f"bisai {number}", details=details
    )


@pytest.fixture
def unsealed(db):
    """Let go of the triggers, as somebody could who owns the database; the test's own transaction brings them back."""

    def execute(sql, values=()):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in drop_statements(connection.vendor, {"contests_auditevent": ""}, {}):
                cursor.execute(statement)
            cursor.execute(sql, values)

    return execute
