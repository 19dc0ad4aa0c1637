"""A year of weekly ratings: weeks into months, months into the year."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contests.models import Rating, Standing
from contests.models.bulk import insert_rows
from contests.services.compute import compute_runs, request_run
from tests.factories import NOW, make_contest, make_people, period_of

pytestmark = pytest.mark.django_db

STATEMENTS = 11
COLUMNS = (
    "period", "entrant", "criterion", "grade", "parts", "word", "source", "entered_role", "approved_role", "note",
    "review_note", "status", "version", "approved_by", "entered_at",
)  # fmt: skip
POINTS = {"优秀": 100, "良好": 80, "一般": 60, "较差": 40}
WORDS = ("优秀", "良好", "较差", "一般", "较差")


def rated_year(projects):
    """Return the year of a contest whose projects were rated every week, with their ratings approved."""
    weekly = {"code": "zhou", "name": "周评", "full_marks": "100", "cadence": "week", "method": "grade"}
    stages = {"month": {"by": "mean"}, "year": {"by": "mean"}}
    contest = make_contest(
        entrants=projects,
        calendar={"starts_on": "2021-01-01", "ends_on": "2021-12-31", "ranked": ["week", "month", "year"]},
        dimensions=[{"code": "work", "name": "周评", "criteria": [weekly | {"roll_up": stages}]}],
    )
    reviewer = make_people(contest).reviewer.pk
    criterion = contest.criteria.get(code="zhou").pk
    weeks = contest.periods.filter(cadence="week").order_by("ends_on").values_list("pk", flat=True)
    entrants = contest.entrants.order_by("order").values_list("pk", flat=True)
    origin = ("", "", "", "reporter", "reviewer", "", "", "approved", 1, reviewer, NOW)
    rows = [
        (week, entrant, criterion, WORDS[(at + place) % 5], *origin)
        for place, week in enumerate(weeks)
        for at, entrant in enumerate(entrants)
    ]
    insert_rows(Rating, COLUMNS, rows)
    return period_of(contest, "2021"), len(rows)


@pytest.mark.parametrize(("projects", "ratings"), [(2, 104), (73, 3796)])
def test_year_costs_the_same_statements_whatever_the_projects_and_weeks(projects, ratings):
    period, entered = rated_year(projects)
    assert entered == ratings
    run = request_run(period=period, requested_by=None, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        compute_runs(run_ids=[run.pk], worker="甲", now=NOW)
    brackets = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
    assert len([query for query in queries if not query["sql"].startswith(brackets)]) == STATEMENTS
    scores = Standing.objects.filter(scope="total").order_by("entrant__order").values_list("score", flat=True)
    assert list(scores) == [expected(period, at) for at in range(projects)]


def expected(period, at):
    """Return the mean of the months' means, a week belonging to the month in which it closes."""
    months = {}
    for place, day in enumerate(period.contest.periods.filter(cadence="week").order_by("ends_on")):
        months.setdefault(day.ends_on.month, []).append(POINTS[WORDS[(at + place) % 5]])
    mean = sum(Fraction(sum(points), len(points)) for points in months.values()) / 12
    return Decimal(int(mean * 100 + Fraction(1, 2))) / 100
