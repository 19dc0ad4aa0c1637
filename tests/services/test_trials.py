from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import timedelta

import pytest
from django.db import connection

from contests.enums import RunState, TrialKind
from contests.errors import ForbiddenError, NotReadyError
from contests.exchange.contest_file import check_contest
from contests.models import (
    AuditEvent,
    BoardEntry,
    RankingRun,
    Rating,
    Release,
    ReleaseCheck,
    RulesVersion,
    Standing,
    Trial,
)
from contests.selectors.contests import contest_spec
from contests.selectors.trials import draft_spec, left_lying
from contests.services.contests import store_contest
from contests.services.trials import LEASE, fail_trial, request_trial, run_trial
from contests.tasks import run_trial as task
from contests.tasks import watch_calendar
from tests.factories import NOW, compute, make_contest, make_people, month, period_of, propose, release

pytestmark = pytest.mark.django_db

# e0 leads by k0, e1 by k1; both count alike, so that they share the first place.
SCORES = {"e0": {"k0": 18, "k1": 10}, "e1": {"k0": 10, "k1": 18}, "e2": {"k0": 9, "k1": 9.25}}


@pytest.fixture
def contest():
    return make_contest()


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def base(contest, people):
    return compute(month(contest, people, scores=SCORES))


def drafted(contest, **changes):
    """Return the rules of a contest with changes, as its file would have them; `weight` is that of the criterion k1."""
    rules = deepcopy(contest.rules_versions.last().rules)
    if "weight" in changes:
        rules["dimensions"][0]["criteria"][1]["weight"] = changes.pop("weight")
    spec = check_contest({**contest_spec(contest), **rules, **changes})
    return {key: spec[key] for key in rules}


@pytest.fixture
def ask(contest, people):
    """Return a function that asks for a trial of September: of rules, or of computing again without them."""

    def request(rules=None):
        kind = TrialKind.RULES if rules else TrialKind.RECOMPUTE
        return request_trial(period=period_of(contest), kind=kind, rules=rules, requested_by=people.office, now=NOW)

    return request


@pytest.fixture
def tried(ask):
    """Return a function that asks for a trial, has it computed and returns it."""

    def run(rules=None):
        trial = ask(rules)
        assert run_trial(trial_id=trial.pk, worker="甲", now=NOW)
        trial.refresh_from_db()
        return trial

    return run


def sides(trial, side):
    """Return (score, rank, tied, grade, list) of one side of a trial, by scope and entrant."""
    words = ("score", "rank", "tied", "grade", "list")
    return {
        (scope["code"], row["entrant"]): tuple(row[side][word] for word in words)
        for scope in trial.result["scopes"]
        for row in scope["rows"]
    }


def stored(run):
    """Return the same of a run that was computed and stored."""
    listed = {
        (scope, entrant): colour
        for scope, entrant, colour in run.entries.values_list("scope", "entrant__name", "colour")
    }
    places = run.document["rules"]["rounding"]["total"]
    return {
        (row.scope, row.entrant.name): (
            f"{row.score:.{places}f}",
            row.rank,
            row.tied,
            row.grade,
            listed.get((row.scope, row.entrant.name), ""),
        )
        for row in run.standings.select_related("entrant")
    }


DRAFTS = {
    "weight": {"weight": "2"},
    "rounding": {"rounding": {"criterion": 0, "total": 1, "mode": "half_even"}},
    "lists": {
        "boards": [
            {"scope": "work", "colour": "red", "at_least": 28},
            {"scope": "total", "colour": "black", "places": 2},
        ]
    },
    "keys": {"rank_by": [{"by": "total"}, {"by": "k1", "order": "asc"}]},
    "grades": {"grades": [{"name": "优秀", "at_least": 20, "quota": 40}, {"name": "较差"}], "quota": {"ties": "in"}},
    "limits": {"limits": {"ceiling": 25, "floor": 20}},
    "combined": {"combined": True},
}


@pytest.mark.parametrize("name", DRAFTS)
def test_trial_gives_what_a_real_computation_with_these_rules_gives(contest, base, name, tried):
    rules = drafted(contest, **DRAFTS[name])
    trial = tried(rules)
    store_contest(spec={**contest_spec(contest), **rules}, actor=None)
    real = stored(compute(period_of(contest)))
    assert sides(trial, "new") == real
    if name != "combined":
        assert sides(trial, "old") == stored(base)
        assert sides(trial, "old") != real


def test_preview_gives_what_computing_again_gives(contest, people, base, tried):
    month(contest, people, scores={"e0": {"k0": 8}})
    store_contest(spec={**contest_spec(contest), **drafted(contest, weight="3")}, actor=None)
    trial = tried()
    assert trial.result["changes"] == [["赛业绩·指标1·权重", "1", "3"], ["2022-09 部门0·指标0", "18", "8"]]
    assert sides(trial, "old") == stored(base)
    assert sides(trial, "new") == stored(compute(period_of(contest)))


def test_preview_without_changes_says_so(base, tried):
    result = tried().result
    assert (result["headline"], result["changes"]) == ("名次、等次和红黑榜都不变", [])


def test_summary_says_what_moves(contest, base, tried):
    result = tried(drafted(contest, weight="2")).result
    assert result["headline"] == "1 个单位名次变化，单项名次变化 1 处，1 个单位退出红榜"
    assert result["summary"] == {
        "ranks": 1,
        "grades": 0,
        "scores": 3,
        "part_ranks": 1,
        "lists": [{"name": "红榜", "enters": [], "leaves": ["部门0"]}],
    }
    assert result["changes"] == [["赛业绩·指标1·权重", "1", "2"]]
    (total, _) = result["scopes"]
    assert [(row["entrant"], row["moved"], row["changed"], row["shifted"]) for row in total["rows"]] == [
        ("部门1", 0, True, True),
        ("部门0", -1, True, True),
        ("部门2", 0, True, False),
    ]


def test_unit_without_figures_keeps_its_reason(contest, people, tried):
    compute(month(contest, people, scores={"e0": {"k0": 18, "k1": 10}, "e1": {"k0": 9}}))
    rows = {row["entrant"]: row for row in tried(drafted(contest, weight="2")).result["scopes"][0]["rows"]}
    assert rows["部门1"]["new"]["reason"] == "未填报：指标1"
    assert (rows["部门1"]["moved"], rows["部门1"]["changed"]) == (None, False)


def test_nothing_that_counts_is_touched(contest, people, tried):
    values = {"scope": "total", "colour": "black", "fact": "迟报", "source": "notice", "by_hand": True}
    row = values | {
        "document": "通报3号",
        "period_id": period_of(contest).pk,
        "entrant_id": contest.entrants.get(code="e0").pk,
    }
    propose(contest, findings=[row], by=people.reporter)
    release(month(contest, people, scores=SCORES), people)
    month(contest, people, scores={"e0": {"k0": 8}})
    models = (RankingRun, Standing, BoardEntry, Release, ReleaseCheck, Rating, RulesVersion)

    def everything():
        return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}

    before = everything()
    assert all(before.values())
    tried(drafted(contest, weight="2"))
    tried()
    assert everything() == before


def test_asking_twice_for_the_same_gives_the_open_one(contest, people, base, ask):
    rules = drafted(contest, weight="2")
    trial = ask(rules)
    assert ask(rules) == trial
    assert ask(drafted(contest, weight="3")) != trial
    assert ask() == ask()
    assert AuditEvent.objects.filter(action="trial.requested").count() == Trial.objects.count() == 3
    event = AuditEvent.objects.filter(action="trial.requested").earliest("pk")
    assert (event.actor, event.subject, event.details["rules"]) == (people.office, "bisai 2022-09", rules)


def test_period_that_was_not_computed_cannot_be_tried(contest, people, ask):
    period = month(contest, people, scores=SCORES)
    with pytest.raises(NotReadyError, match="本期尚无可对照的计算"):
        ask()
    old = {"state": RunState.DONE, "requested_at": NOW, "done_at": NOW, "document": {"format": 1}}
    RankingRun.objects.create(period=period, revision=1, **old)
    with pytest.raises(NotReadyError, match="本期尚无可对照的计算"):
        ask()


@pytest.mark.parametrize("name", ["reporter", "reviewer", "leader"])
def test_trial_is_asked_for_by_the_office_only(base, people, name):
    words = {"kind": TrialKind.RECOMPUTE, "rules": None, "requested_by": getattr(people, name), "now": NOW}
    with pytest.raises(ForbiddenError, match="只有本竞赛的竞赛办可以试算"):
        request_trial(period=base.period, **words)
    assert not Trial.objects.exists()


def test_trial_is_compared_with_the_newest_computation_that_is_done(contest, base, ask):
    second = compute(period_of(contest))
    failed = RankingRun.objects.create(period=second.period, revision=3, state=RunState.FAILED, requested_at=NOW)
    assert failed.revision > second.revision
    assert ask().base == second


def test_score_with_too_many_digits_fails_in_words(contest, base, ask):
    trial = ask(drafted(contest, weight="99999999999"))
    task.apply(args=(trial.pk,))
    trial.refresh_from_db()
    assert (trial.state, trial.result) == (RunState.FAILED, None)
    assert trial.error == "部门0的“指标1”得分过大，请检查任务数的单位"


def test_second_worker_leaves_a_claimed_trial_alone_until_the_lease_is_over(base, ask):
    trial = ask()
    Trial.objects.filter(pk=trial.pk).update(state=RunState.RUNNING, claimed_by="甲", claimed_at=NOW)
    assert not run_trial(trial_id=trial.pk, worker="乙", now=NOW)
    assert run_trial(trial_id=trial.pk, worker="乙", now=NOW + LEASE + timedelta(seconds=1))
    fail_trial(trial_id=trial.pk, worker="甲", error="晚了")
    trial.refresh_from_db()
    assert (trial.state, trial.claimed_by, trial.error) == (RunState.DONE, "乙", "")


def test_done_trial_is_not_computed_again(base, tried):
    trial = tried()
    assert not run_trial(trial_id=trial.pk, worker="甲", now=NOW + LEASE * 9)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_compute_a_trial_once(base, ask):
    trial = ask()

    def work(worker):
        try:
            return run_trial(trial_id=trial.pk, worker=worker, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, "甲乙丙丁")) == [False, False, False, True]
    trial.refresh_from_db()
    assert (trial.attempt, trial.state) == (1, RunState.DONE)


def test_trial_left_lying_is_found_after_the_lease(base, ask):
    trial = ask()
    assert left_lying(NOW) == []
    assert left_lying(NOW + LEASE) == [trial.pk]
    Trial.objects.update(state=RunState.RUNNING, claimed_by="甲", claimed_at=NOW)
    assert left_lying(NOW) == []
    assert left_lying(NOW + LEASE) == [trial.pk]
    assert watch_calendar() == 1


def test_draft_becomes_the_next_rules_after_the_period(contest, people, base, tried):
    rules = drafted(contest, weight="2")
    spec = check_contest(draft_spec(tried(rules)))
    store_contest(spec=spec, actor=people.office)
    newest = contest.rules_versions.last()
    assert (newest.number, str(newest.valid_from), newest.rules) == (2, "2022-10-01", rules)
    assert tried().result["changes"] == []
