"""Which results were passed on, and how little is read of the calendar for what holds them up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contests.models import Period, RankingRun, ReleaseCheck
from contests.selectors.hindrances import is_passed_on
from contests.selectors.open_points import open_points_in
from tests.factories import make_contest, period_of


@pytest.mark.parametrize(
    ("checked", "verdict", "is_void", "waits"),
    [
        (True, None, False, True),
        (True, "timed", False, True),
        (True, "declined", False, False),
        (True, None, True, False),
        (False, None, False, False),
    ],
)
def test_checked_result_is_passed_on_until_it_is_sent_back_or_recalled(checked, verdict, is_void, waits):
    run = RankingRun()
    if checked:
        ReleaseCheck(run=run)
    assert is_passed_on(run, verdict=verdict, is_void=is_void) is waits


@pytest.mark.django_db
def test_only_the_periods_that_close_in_the_asked_ones_are_read():
    year = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"], "black_days": 0}
    contest = make_contest(calendar=year)
    asked = [(period_of(contest, code), None) for code in ("2022-02", "2022-Q3")]
    with CaptureQueriesContext(connection) as queries:
        open_points_in(asked)
    sql = next(query["sql"] for query in queries if 'FROM "contests_period"' in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(sql[sql.index("SELECT") :])
        at = [column.name for column in Period._meta.concrete_fields].index("code")
        codes = [line[at] for line in cursor.fetchall()]
    assert codes == ["2022-02", "2022-07", "2022-08", "2022-09", "2022-Q3"]
