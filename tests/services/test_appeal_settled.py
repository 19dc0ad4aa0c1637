"""Which change puts an upheld appeal right: one of the rules, or of the unit's own part of what it contested."""

from datetime import date, timedelta

import pytest

from contests.enums import AppealState
from contests.errors import ForbiddenError, NotReadyError
from contests.models import Appeal
from contests.selectors.contests import contest_spec as spec_of
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.contests import store_contest
from contests.services.ledger import ProblemRow, store_problems
from tests.factories import NOW, approve_all, contest_spec, make_people, month, propose, release

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
SCORES = {"e0": {"k0": 18, "k1": 18}, "e1": {"k0": 17, "k1": 17}}


@pytest.fixture
def contest():
    """A contest of three criteria, of which the last counts the ledger."""
    spec = contest_spec(entrants=2)
    criteria = spec["dimensions"][0]["criteria"]
    criteria.append(criteria[0] | {"code": "rate", "name": "销号率", "method": "closure"})
    return store_contest(spec=spec, actor=None)


@pytest.fixture
def people(contest):
    return make_people(contest)


def problem(contest, number="1号", entrant="e1", assigned_on=date(2022, 9, 1), closed_on=None, actor=None):
    found = contest.entrants.get(code=entrant).pk
    row = ProblemRow(number, found, "路灯不亮", assigned_on, None, closed_on, "照片" if closed_on else "")
    store_problems(contest=contest, problems=[row], actor=actor, source="清单.csv", sha256="ab")


@pytest.fixture
def contested(contest, people):
    """Return a function that releases September and returns an accepted appeal of e1 against a scope."""

    def make(scope):
        found = release(month(contest, people, scores=SCORES), people)
        words = {"claim": "得分有误", "grounds": "说明1号", "filer": people.reporter, "now": NOW}
        appeal = file_appeal(release=found, entrant=contest.entrants.get(code="e1"), scope=scope, **words)
        accept_appeal(appeal=appeal, by=people.leader)
        return appeal

    return make


def uphold(appeal, decider):
    decide_appeal(appeal=appeal, decider=decider, upheld=True, note="属实", now=NOW)


def event(contest, people, entrant, scope):
    period = contest.periods.select_related("contest").get(code="2022-09")
    values = {"period_id": period.pk, "entrant_id": contest.entrants.get(code=entrant).pk, "scope": scope}
    bonus = {"kind": "bonus", "points": 2, "matter": "受表彰", "document": "通报1号"}
    propose(contest, adjustments=[values | bonus], by=people.reporter)
    approve_all(period, people.reviewer)


def new_rules(contest):
    spec = spec_of(contest)
    spec["dimensions"][0]["criteria"][1]["weight"] = "2"
    store_contest(spec=spec, actor=None)


CHANGES = {
    "own figure": lambda contest, people: month(contest, people, scores={"e1": {"k0": 20}}),
    "own figure entered once more": lambda contest, people: month(contest, people, scores={"e1": {"k0": 17}}),
    "figure beside it": lambda contest, people: month(contest, people, scores={"e1": {"k1": 20}}),
    "figure of the neighbour": lambda contest, people: month(contest, people, scores={"e0": {"k0": 1}}),
    "rules": lambda contest, people: new_rules(contest),
    "own bonus": lambda contest, people: event(contest, people, "e1", "work"),
    "bonus of the neighbour": lambda contest, people: event(contest, people, "e0", "work"),
    "own problem closed": lambda contest, people: problem(contest, closed_on=date(2022, 9, 20)),
    "own problem closed after the period": lambda contest, people: problem(contest, closed_on=date(2022, 10, 2)),
    "own problem of the next period": lambda contest, people: problem(contest, "3号", assigned_on=date(2022, 10, 2)),
    "problem of the neighbour": lambda contest, people: problem(contest, "2号", "e0", closed_on=date(2022, 9, 20)),
}
SETTLES = {
    "k0": {"own figure", "rules"},
    "rate": {"own problem closed", "rules"},
    "work": {"own figure", "figure beside it", "own bonus", "own problem closed", "rules"},
    "total": {"own figure", "figure beside it", "own bonus", "own problem closed", "rules"},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("scope", SETTLES)
def test_appeal_is_settled_by_a_change_of_what_it_contests_only(contest, people, contested, scope, change):
    problem(contest)
    problem(contest, "2号", "e0")
    appeal = contested(scope)
    uphold(appeal, people.office)
    CHANGES[change](contest, people)
    if change in SETTLES[scope]:
        correction = release(appeal.release.period, people, "有误", LATER)
        assert list(correction.settled_appeals.all()) == [appeal]
    else:
        with pytest.raises(NotReadyError, match="数据和规则与第1期相比没有变动"):
            release(appeal.release.period, people, "有误", LATER)


@pytest.mark.parametrize(("scope", "allowed"), [("total", False), ("work", False), ("rate", False), ("k0", True)])
def test_who_wrote_the_ledger_decides_on_nothing_that_counts_it(contest, people, contested, scope, allowed):
    problem(contest, actor=people.office)
    problem(contest, "2号", "e0")
    appeal = contested(scope)
    if allowed:
        uphold(appeal, people.office)
    else:
        with pytest.raises(ForbiddenError, match="您登记或更改过该单位的问题清单（1 条），须由他人裁定"):
            uphold(appeal, people.office)
        uphold(appeal, people.leader)
    assert Appeal.objects.get().state == AppealState.UPHELD


def test_ledger_of_the_neighbour_hinders_nobody(contest, people, contested):
    problem(contest, actor=None)
    problem(contest, "2号", "e0", actor=people.office)
    uphold(contested("rate"), people.office)
    assert Appeal.objects.get().state == AppealState.UPHELD
