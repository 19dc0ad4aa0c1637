"""What is computed and released after a recall: as if what was recalled had never been."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from contests.errors import AppealError, NotFoundError, NotReadyError
from contests.models import RankingRun, Release
from contests.scoring.verify import differences
from contests.selectors.appeals import appeals_waiting, releases_open
from contests.selectors.compute import outdated
from contests.selectors.lookups import newest_release
from contests.selectors.open_periods import wanted_periods
from contests.selectors.releases import correction_changes, released_before
from contests.selectors.unreleased import unreleased
from contests.services.appeals import accept_appeal, decide_appeal, file_appeal
from contests.services.compute import request_due
from contests.services.releases import approve_release, check_run
from tests.factories import NOW, compute, make_contest, make_people, month, period_of, recall, release

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
REVERSED = {"e0": {"k0": 10, "k1": 10}, "e1": {"k0": 20, "k1": 20}}


@pytest.fixture
def contest():
    return make_contest(entrants=2)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def august(contest, people):
    """The issue of August: e0 before e1."""
    return release(month(contest, people, "2022-08"), people)


@pytest.fixture
def september(contest, people, august):
    """The issue of September: e1 before e0."""
    return release(month(contest, people, scores=REVERSED), people)


def totals(document_or_release, word):
    payload = json.loads(document_or_release.payload)
    return {row["entrant"]: row[word] for row in payload["standings"] if row["scope"] == "total"}


def test_recalled_period_is_computed_anew_once_its_figures_change(contest, september, people):
    month(contest, people, scores={"e0": {"k0": 20}})
    later = datetime(2022, 12, 1, tzinfo=UTC)
    assert request_due(now=later) == []
    recall(september, people)
    (run,) = request_due(now=later)
    assert RankingRun.objects.get(pk=run).period == september.period


def test_run_that_was_recalled_is_not_released_again(september, people):
    recall(september, people)
    with pytest.raises(NotReadyError, match="本次计算结果已发布"):
        check_run(run=september.run, checker=people.office, now=LATER)


def test_new_run_corrects_the_recall_and_tells_nothing_of_what_was_recalled(september, people):
    taken = recall(september, people)
    again = release(september.period, people, "核实后重新发布", LATER)
    assert (again.number, again.corrects, taken.corrected_by, again.run.revision) == (4, taken, again, 2)
    payload = json.loads(again.payload)
    assert (payload["corrects"], payload["reissues"], payload["changes"]) == (3, 2, None)
    assert payload["correction_reason"] == "核实后重新发布"
    assert differences(payload) == []
    assert newest_release(september.period) == again


def test_release_after_a_recall_needs_a_word_of_why(september, people):
    recall(september, people)
    run = compute(september.period)
    check_run(run=run, checker=people.office, now=LATER)
    with pytest.raises(NotReadyError, match="本期榜单已撤回（第3期），重新发布须写明说明"):
        approve_release(run=run, approver=people.leader, reason=" ", now=LATER)


def test_leading_group_sees_beforehand_what_differs_from_what_was_recalled(contest, september, people):
    recall(september, people)
    run = compute(month(contest, people, scores={"e0": {"k0": 20, "k1": 20}}))
    changes = correction_changes(run, released_before(run))
    assert {row["entrant"] for row in changes["standings"] if row["scope"] == "total"} == {"e0", "e1"}
    ahead = unreleased(run, LATER, "核实")
    assert (ahead.payload["reissues"], ahead.issue.reissues, ahead.issue.number) == (2, 2, 4)


def test_correction_of_what_was_released_again_compares_with_that(contest, september, people):
    recall(september, people)
    release(september.period, people, "核实后重新发布", LATER)
    third = release(month(contest, people, scores={"e0": {"k0": 11, "k1": 10}}), people, "补正", LATER)
    payload = json.loads(third.payload)
    assert (payload["corrects"], "reissues" in payload) == (4, False)
    assert [row["old"]["score"] for row in payload["changes"]["standings"] if row["entrant"] == "e0"] == ["20", "20"]


def test_places_before_are_those_of_what_still_stands(contest, september, people):
    october = month(contest, people, "2022-10")
    run = compute(october)
    assert outdated([run]) == set()
    recall(september, people)
    assert outdated([run]) == {run.pk}
    with pytest.raises(NotReadyError, match="上期发布又有变动"):
        check_run(run=run, checker=people.office, now=LATER)
    assert totals(release(october, people), "previous_rank") == {"e0": 1, "e1": 2}


def test_places_before_are_those_of_what_was_released_again(contest, september, people):
    recall(september, people)
    scores = {"e0": {"k0": 20, "k1": 20}, "e1": {"k0": 20, "k1": 20}}
    release(month(contest, people, scores=scores), people, "核实后重新发布", LATER)
    assert totals(release(month(contest, people, "2022-10"), people), "previous_rank") == {"e0": 1, "e1": 1}


def test_months_on_the_black_list_are_not_counted_where_they_were_recalled(contest, people, august):
    second = release(month(contest, people, "2022-09"), people)
    assert [row["streak"] for row in json.loads(second.payload)["entries"] if row["colour"] == "black"] == [2]
    recall(second, people)
    third = release(month(contest, people, "2022-10"), people)
    assert [row["streak"] for row in json.loads(third.payload)["entries"] if row["colour"] == "black"] == [2]


def test_recalled_period_is_wanted_again(contest, september, people):
    before = {period.code for period in wanted_periods({contest.pk}, NOW)}
    recall(september, people)
    after = {period.code for period in wanted_periods({contest.pk}, NOW)}
    assert after - before == {"2022-09"}
    with pytest.raises(NotFoundError, match="2022-09 的榜单已撤回"):
        newest_release(september.period)


def appeal(released, people):
    entrant = released.contest.entrants.select_related("department").get(code="e1")
    words = {"claim": "得分有误", "grounds": "说明1号", "filer": people.reporter, "now": NOW}
    return file_appeal(release=released, entrant=entrant, scope="total", **words)


def test_recalled_issue_takes_no_appeals(september, people):
    taken = recall(september, people)
    with pytest.raises(AppealError, match="第2期已由第3期撤回"):
        appeal(september, people)
    assert releases_open(september.contest, NOW.date()) == [Release.objects.get(number=1)]
    assert taken.objections_until is None


def test_appeal_that_was_open_is_decided_and_settled_by_what_is_released_again(contest, september, people):
    filed = appeal(september, people)
    recall(september, people)
    accept_appeal(appeal=filed, by=people.office)
    decide_appeal(appeal=filed, decider=people.office, upheld=True, note="属实", now=NOW)
    assert appeals_waiting(period_of(contest)) == [filed]
    again = release(month(contest, people, scores={"e1": {"k0": 15, "k1": 15}}), people, "核实后重新发布", LATER)
    filed.refresh_from_db()
    assert filed.correction == again
    assert json.loads(again.payload)["correction_reason"] == "核实后重新发布（部门1对“总分”的申诉成立）"
