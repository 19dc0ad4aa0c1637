"""What 我的工作 says of a result that was passed on and could not be released: the office's turn, nobody's approval."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from contests.models import Period, Rating
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.contests import store_contest
from contests.services.recalls import request_recall
from contests.services.releases import check_run, time_release
from tests.factories import (
    LEFT_OPEN,
    NOW,
    WRONG_UNIT,
    compute,
    contest_spec,
    enter,
    make_contest,
    month,
    period_of,
    propose,
    release,
)

HOME = reverse("office:home")
MORNING = NOW + timedelta(hours=17)


def passed_on(contest, people, **options):
    found = compute(month(contest, people, **options))
    check_run(run=found, checker=people.office, now=NOW, reason=LEFT_OPEN)
    return found


@pytest.fixture
def said(as_):
    """A function that returns what 我的工作 tells the office and the leading group of releases."""

    def read(role):
        tasks = as_(role).get(HOME).context["tasks"]
        return [task.what for task in tasks if task.kind == "release"]

    return read


def more_is_open(contest, people):
    values = {"period_id": period_of(contest).pk, "entrant_id": contest.entrants.first().pk, "scope": "total"}
    propose(contest, findings=[values | {"colour": "black", "fact": "迟报", "source": "notice"}], by=people.reporter)


def figures_changed(contest, people):
    month(contest, people, scores={"e1": {"k0": 3}})


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (more_is_open, "提请后又有未办结的事项，待办结或重新计算提请"),
        (figures_changed, "提请后数据有变动，待重新计算提请"),
    ],
)
@pytest.mark.parametrize("timed", [False, True])
def test_result_that_could_not_be_released_is_the_office_s_turn(contest, people, said, change, why, timed):
    run = passed_on(contest, people)
    if timed:
        time_release(run=run, approver=people.leader, reason="", publish_at=MORNING, now=NOW)
    assert (said("leader"), said("office")) == ([] if timed else ["待批准发布"], [])
    change(contest, people)
    before = "定时发布到时不会发布：" if timed else ""
    assert (said("leader"), said("office")) == ([], [f"{before}{why}"])


def test_figure_entered_since_is_open_too(contest, people, said):
    passed_on(contest, people, scores={"e0": {"k0": 9}})
    assert said("leader") == ["待批准发布"]
    enter(contest, {"e1": {"k0": 7}}, by=people.reporter)
    assert (said("leader"), said("office")) == ([], ["提请后又有未办结的事项，待办结或重新计算提请"])


def test_correction_is_held_up_by_an_appeal_that_was_upheld_and_not_followed(contest, people, said):
    issue = release(month(contest, people), people)
    words = {"claim": "得分有误", "grounds": "说明1号", "filer": people.reporter, "now": NOW}
    appeal = file_appeal(release=issue, entrant=contest.entrants.get(code="e0"), scope="k0", **words)
    accept_appeal(appeal=appeal, by=people.leader)
    passed_on(contest, people, scores={"e1": {"k0": 3}})
    assert said("leader") == ["待批准发布"]
    decide_appeal(appeal=appeal, decider=people.leader, upheld=True, note="属实", now=NOW + timedelta(minutes=1))
    assert (said("leader"), said("office")) == ([], ["提请后有申诉成立，尚未落实，待重新计算提请"])


def test_correction_of_what_is_asked_back_waits_for_that_decision_only(contest, people, said):
    issue = release(month(contest, people), people)
    passed_on(contest, people, scores={"e1": {"k0": 3}})
    request_recall(release=issue, requester=people.office, reason=WRONG_UNIT, now=NOW)
    assert (said("leader"), said("office")) == ([], [])


@pytest.mark.parametrize("contests", [1, 3])
def test_results_passed_on_cost_the_same_queries(as_, contest, people, django_assert_num_queries, contests):
    passed_on(contest, people)
    for number in range(contests - 1):
        other = make_contest(slug=f"c{number}", entrants=2, criteria=1)
        for name in ("reporter", "reviewer", "office", "leader"):
            person = getattr(people, name)
            person.memberships.create(department=other.host, role=person.memberships.first().role)
        passed_on(other, people)
    client = as_("leader")
    with django_assert_num_queries(33):
        client.get(HOME)


def without_figures(contest_has_only_the_ledger):
    spec = contest_spec(slug="kong", entrants=2, criteria=1)
    (criterion,) = spec["dimensions"][0]["criteria"]
    rate = criterion | {"code": "rate", "name": "销号率", "method": "closure"}
    figures = criterion | {"missing": "zero"}
    spec["dimensions"][0]["criteria"] = [rate] if contest_has_only_the_ledger else [figures, rate]
    contest = store_contest(spec=spec, actor=None)
    for entrant in contest.entrants.all():
        day = date(2022, 7, 1)
        contest.problems.create(entrant=entrant, number=f"{entrant.code}", matter="路灯不亮", assigned_on=day)
    return contest


@pytest.mark.parametrize("only_ledger", [False, True])
def test_no_check_is_due_where_nobody_has_reported_anything(said, people, only_ledger):
    contest = without_figures(only_ledger)
    people.office.memberships.create(department=contest.host, role="office")
    for code in ("2022-07", "2022-08"):
        assert compute(period_of(contest, code)).standings.exclude(rank=None).exists()
    assert len(said("office")) == (2 if only_ledger else 0)
    values = {"period_id": period_of(contest, "2022-08").pk, "entrant_id": contest.entrants.first().pk}
    values |= {"scope": "total", "colour": "red", "fact": "办节有力", "source": "notice"}
    propose(contest, findings=[values])
    assert len(said("office")) == (2 if only_ledger else 1)


@pytest.mark.parametrize(("status", "told"), [("draft", 0), ("returned", 0), ("submitted", 1)])
def test_check_is_due_of_what_was_reported_only(said, people, status, told):
    contest = without_figures(contest_has_only_the_ledger=False)
    people.office.memberships.create(department=contest.host, role="office")
    enter(contest, {"e0": {"k0": 3}}, period="2022-08")
    Rating.objects.update(status=status)
    compute(period_of(contest, "2022-08"))
    assert len(said("office")) == told


def test_figure_of_a_longer_period_is_none_of_a_shorter_one_that_ends_with_it(said, people):
    contest = without_figures(contest_has_only_the_ledger=False)
    people.office.memberships.create(department=contest.host, role="office")
    enter(contest, {"e0": {"k0": 3}}, period="2022-08")
    compute(period_of(contest, "2022-08"))
    Period.objects.filter(contest=contest, code="2022-08").update(cadence="week")
    august = period_of(contest, "2022-08")
    quarter = Period.objects.create(
        contest=contest, code="q", cadence="quarter", number=3, starts_on=date(2022, 7, 1), ends_on=august.ends_on,
        entry_closes_at=august.entry_closes_at,
    )  # fmt: skip
    Rating.objects.update(period=quarter)
    assert said("office") == []
