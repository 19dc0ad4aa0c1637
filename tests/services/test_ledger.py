from datetime import date

import pytest

from contests.enums import Role
from contests.errors import ForbiddenError
from contests.models import AuditEvent, Problem
from contests.selectors.compute import outdated
from contests.services.contests import store_contest
from contests.services.ledger import ProblemRow, Stored, store_problems
from tests.factories import compute, contest_spec, make_contest, make_people, month

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


def row(contest, number="1号", entrant="e0", **changes):
    values = {
        "number": number,
        "entrant": contest.entrants.get(code=entrant).pk,
        "matter": "路灯不亮",
        "assigned_on": date(2022, 9, 1),
        "due_on": None,
        "closed_on": None,
        "document": "",
    }
    return ProblemRow(**values | changes)


def store(contest, *rows, actor=None):
    return store_problems(contest=contest, problems=rows, actor=actor, source="清单.csv", sha256="ab")


def closed(contest, number="1号", **changes):
    return row(contest, number, **{"closed_on": date(2022, 9, 20), "document": "现场照片"} | changes)


def test_new_changed_and_unchanged_problems_are_told_apart(contest):
    store(contest, row(contest, "1号"), row(contest, "2号"))
    assert store(contest, closed(contest, "1号"), row(contest, "2号"), row(contest, "3号", "e1")) == Stored(1, 1, 1)
    assert list(Problem.objects.order_by("number").values_list("number", "entrant__code", "closed_on", "document")) == [
        ("1号", "e0", date(2022, 9, 20), "现场照片"),
        ("2号", "e0", None, ""),
        ("3号", "e1", None, ""),
    ]


def test_problem_that_is_not_in_the_file_stays(contest):
    store(contest, row(contest, "1号"), row(contest, "2号"))
    store(contest, closed(contest, "2号"))
    assert list(Problem.objects.order_by("number").values_list("number", "closed_on")) == [
        ("1号", None),
        ("2号", date(2022, 9, 20)),
    ]


def test_log_has_who_the_file_and_old_and_new_of_what_changed(contest, people):
    store(contest, row(contest, "1号"), actor=people.office)
    store(contest, closed(contest, "1号", entrant="e1"), row(contest, "2号"))
    second, first = AuditEvent.objects.filter(action="problems.imported")
    assert (first.actor, first.subject) == (people.office, "bisai")
    days = {"assigned_on": "2022-09-01", "due_on": None, "closed_on": None}
    whole = {"entrant": "e0", "matter": "路灯不亮", "document": ""} | days
    assert first.details == {"source": "清单.csv", "sha256": "ab", "new": {"1号": whole}, "changed": {}}
    assert second.details["new"] == {"2号": whole}
    assert second.details["changed"] == {
        "1号": {"entrant": ["e0", "e1"], "closed_on": [None, "2022-09-20"], "document": ["", "现场照片"]}
    }


def test_problem_has_who_brought_or_last_changed_it(contest, people):
    second = people.reporter
    second.memberships.create(department=contest.host, role=Role.OFFICE)
    store(contest, row(contest, "1号"), row(contest, "2号"), actor=people.office)
    store(contest, closed(contest, "1号"), row(contest, "2号"), row(contest, "3号"), actor=second)
    who = dict(Problem.objects.values_list("number", "entered_by"))
    assert who == {"1号": second.pk, "2号": people.office.pk, "3号": second.pk}
    store(contest, row(contest, "1号"))
    assert Problem.objects.get(number="1号").entered_by is None


def test_reopened_problem_is_open_again_and_the_log_says_so(contest):
    store(contest, closed(contest))
    store(contest, row(contest))
    assert Problem.objects.get().closed_on is None
    assert AuditEvent.objects.latest("pk").details["changed"]["1号"]["closed_on"] == ["2022-09-20", None]


@pytest.mark.parametrize("name", ["reporter", "reviewer", "leader"])
def test_ledger_is_the_office_s(contest, people, name):
    with pytest.raises(ForbiddenError, match="只有本竞赛的竞赛办"):
        store(contest, row(contest), actor=getattr(people, name))
    assert not Problem.objects.exists()
    assert not AuditEvent.objects.filter(action="problems.imported").exists()


def test_ledger_of_another_contest_is_not_touched(contest):
    other = make_contest(slug="bieren")
    store(contest, row(contest))
    store(other, row(other, matter="门禁失灵"))
    assert dict(Problem.objects.values_list("contest__slug", "matter")) == {"bisai": "路灯不亮", "bieren": "门禁失灵"}


@pytest.mark.parametrize("size", [1, 30])
def test_import_costs_the_same_queries_whatever_the_rows(contest, backend, django_assert_num_queries, size):
    numbers = [f"{at}号" for at in range(size)]
    store(contest, *(row(contest, number) for number in numbers))
    rows = [closed(contest, number) for number in numbers] + [row(contest, f"新{number}") for number in numbers]
    # A savepoint, the lock, entrants and problems, new and changed rows, the log; PostgreSQL locks the log's chain.
    with django_assert_num_queries({"sqlite": 9, "postgresql": 10}[backend]):
        store(contest, *rows)


def test_run_is_stale_after_a_problem_was_closed():
    spec = contest_spec(entrants=2)
    spec["dimensions"][0]["criteria"].append(
        spec["dimensions"][0]["criteria"][0] | {"code": "rate", "name": "销号率", "method": "closure"}
    )
    contest = store_contest(spec=spec, actor=None)
    store(contest, row(contest), row(contest, "2号", "e1"))
    period = month(contest, make_people(contest), scores={"e0": {"k0": 18, "k1": 18}, "e1": {"k0": 18, "k1": 18}})
    run = compute(period)
    assert outdated([run]) == set()
    assert {standing.score for standing in run.standings.filter(scope="total")} == {36}
    store(contest, closed(contest))
    assert outdated([run]) == {run.pk}
    assert dict(compute(period).standings.filter(scope="total").values_list("entrant__code", "score")) == {
        "e0": 56,
        "e1": 36,
    }
