"""Every table that must not change has its triggers, also after SQLite has rebuilt it in a migration."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from contests.models import Verdict
from contests.models.append_only import ALL_APPEND_ONLY, SEALED, WITH_RULES_VERSIONS
from tests.factories import NOW, compute, make_contest, make_people, month

QUERIES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def triggers():
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def both(tables):
    return {f"{table}_no_{event}" for table in tables for event in ("update", "delete")}


@pytest.mark.django_db
def test_every_sealed_table_refuses_update_and_deletion():
    assert triggers() == both((*ALL_APPEND_ONLY, *SEALED))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("back_to", ["0039_division_category", "0032_finding_person"])
def test_they_do_on_the_way_back_too(back_to):
    kept = {"0039_division_category": ALL_APPEND_ONLY, "0032_finding_person": WITH_RULES_VERSIONS}[back_to]
    try:
        MigrationExecutor(connection).migrate([("contests", back_to)])
        assert triggers() == both((*kept, *SEALED))
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert triggers() == both((*ALL_APPEND_ONLY, *SEALED))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "broken"),
    [
        ({"kind": "declined", "note": "", "by": True}, "verdict_has_note"),
        ({"kind": "declined", "note": "再核"}, "verdict_by_person_or_clock"),
        ({"kind": "stopped", "note": "数据有变", "by": True}, "verdict_by_person_or_clock"),
    ],
)
def test_verdict_says_who_gave_it_and_why(values, broken):
    contest = make_contest()
    people = make_people(contest)
    run = compute(month(contest, people))
    by = people.leader if values.pop("by", False) else None
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Verdict.objects.create(run=run, by=by, at=NOW, **values)
