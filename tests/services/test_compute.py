from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contests.enums import RunState
from contests.models import BoardEntry, RankingRun, Rating, RulesVersion, Standing, User
from contests.services.compute import LEASE, LostClaimError, compute_runs, fail_run, request_due, request_run
from tests.factories import NOW, compute, enter, even_scores, make_contest, make_people, month, period_of, release

pytestmark = pytest.mark.django_db

STATEMENTS = 11


@pytest.mark.parametrize("entrants", [2, 30])
@pytest.mark.parametrize("criteria", [2, 15])
def test_compute_costs_the_same_statements_whatever_the_size(entrants, criteria):
    contest = make_contest(entrants=entrants, criteria=criteria)
    people = make_people(contest)
    assert statements(month(contest, people, "2022-08")) == STATEMENTS
    assert Standing.objects.count() == entrants * 2
    release(period_of(contest, "2022-08"), people)
    assert statements(month(contest, people)) == STATEMENTS + 1  # reads the standings that were released


def statements(period):
    """Return how many statements the computation of a period takes."""
    run = request_run(period=period, requested_by=None, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        compute_runs(run_ids=[run.pk], worker="甲", now=NOW)
    brackets = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")
    return len([query for query in queries if not query["sql"].startswith(brackets)])


def test_compute_stores_standings_entries_and_the_document():
    contest = make_contest()
    run = compute(month(contest, make_people(contest)))
    assert (run.state, run.progress, run.revision) == (RunState.DONE, 100, 1)
    totals = run.standings.filter(scope="total").order_by("rank").values_list("entrant__code", "score", "rank", "tied")
    assert list(totals) == [("e0", 36, 1, False), ("e1", 34, 2, False), ("e2", 32, 3, False)]
    assert list(run.entries.values_list("colour", "entrant__code")) == [("red", "e0"), ("black", "e2")]
    assert run.document["entrants"][0] == ["e0", "部门0", "all"]


def test_words_with_tabs_ends_of_lines_and_backslashes_are_stored_as_they_are():
    contest = make_contest()
    people = make_people(contest)
    words = '指\t标\\N\r\n"零"\\'
    rules = contest.rules_versions.get().rules
    rules["dimensions"][0]["criteria"][0]["name"] = words
    RulesVersion.objects.create(contest=contest, number=2, rules=rules)
    period = month(contest, people)
    enter(contest, {"e0": {"k0": 0}}, by=people.reporter)
    run = compute(period)
    standing = run.standings.get(scope="total", entrant__code="e0")
    assert standing.not_ranked_reason == f"未填报：{words}"
    assert standing.breakdown == [{"dimension": "work", "points": None, "formula": f"未填报：{words}"}]
    assert run.document["rules"]["dimensions"][0]["criteria"][0]["name"] == words
    assert request_due(now=period.entry_closes_at) == []


def test_compute_counts_only_what_is_approved():
    contest = make_contest()
    people = make_people(contest)
    period = month(contest, people)
    enter(contest, {"e0": {"k0": 0}}, by=people.reporter)
    run = compute(period)
    reason = run.standings.get(scope="total", entrant__code="e0").not_ranked_reason
    assert reason == "未填报：指标0"


def test_compute_again_adds_a_revision_and_leaves_the_old_one():
    contest = make_contest()
    people = make_people(contest)
    period = month(contest, people)
    first = compute(period)
    before = list(first.standings.order_by("pk").values())
    second = compute(period)
    assert second.revision == 2
    assert list(first.standings.order_by("pk").values()) == before


def test_two_requests_give_the_one_open_run():
    contest = make_contest()
    period = month(contest, make_people(contest))
    one = request_run(period=period, requested_by=None, now=NOW)
    assert request_run(period=period, requested_by=None, now=NOW) == one


def test_second_worker_leaves_a_claimed_run_alone():
    contest = make_contest()
    run = request_run(period=month(contest, make_people(contest)), requested_by=None, now=NOW)
    RankingRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, claimed_by="甲", claimed_at=NOW)
    assert compute_runs(run_ids=[run.pk], worker="乙", now=NOW) == []
    assert compute_runs(run_ids=[run.pk], worker="乙", now=NOW + LEASE + timedelta(seconds=1)) == [run.pk]


def test_worker_that_lost_its_claim_stores_nothing(monkeypatch):
    contest = make_contest()
    run = request_run(period=month(contest, make_people(contest)), requested_by=None, now=NOW)

    def overtaken(*args, **options):
        RankingRun.objects.filter(pk=run.pk).update(claimed_by="乙", attempt=2)
        return evaluate(*args, **options)

    from contests.services import compute as service

    evaluate = service.evaluate
    monkeypatch.setattr(service, "evaluate", overtaken)
    with pytest.raises(LostClaimError):
        compute_runs(run_ids=[run.pk], worker="甲", now=NOW)
    assert (Standing.objects.count(), BoardEntry.objects.count()) == (0, 0)


def test_done_run_refuses_change():
    contest = make_contest()
    run = compute(month(contest, make_people(contest)))
    for rows in (run.standings, run.entries, RankingRun.objects.filter(pk=run.pk)):
        with pytest.raises(DatabaseError, match="不可更改"), transaction.atomic():
            rows.update(**({"progress": 1} if rows.model is RankingRun else {"scope": "d"}))


def test_failed_run_keeps_its_error_and_makes_room_for_another():
    contest = make_contest()
    period = month(contest, make_people(contest))
    run = request_run(period=period, requested_by=None, now=NOW)
    RankingRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, claimed_by="甲")
    fail_run(run_id=run.pk, worker="甲", error="出错")
    assert RankingRun.objects.get(pk=run.pk).error == "出错"
    assert request_run(period=period, requested_by=None, now=NOW).revision == 2


def test_entrant_is_on_one_list_of_a_scope():
    contest = make_contest()
    run = compute(month(contest, make_people(contest)))
    entry = run.entries.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BoardEntry.objects.create(
            run=run, entrant=entry.entrant, division=entry.division, scope="total", colour="black", order=9,
            reason="", by_hand=True,
        )  # fmt: skip


def test_rank_of_the_month_before_is_the_released_one():
    contest = make_contest()
    people = make_people(contest)
    release(month(contest, people, "2022-08"), people)
    falling = {code: {"k0": at, "k1": at} for at, code in enumerate(["e0", "e1", "e2"])}
    run = compute(month(contest, people, "2022-09", falling))
    rows = run.standings.filter(scope="total").order_by("entrant__order").values_list("rank", "previous_rank")
    assert list(rows) == [(3, 1), (2, 2), (1, 3)]


def test_rank_of_another_division_is_no_previous_rank():
    spec = {"divisions": [{"code": "all", "name": "开工"}, {"code": "later", "name": "投产"}]}
    contest = make_contest(**spec)
    people = make_people(contest)
    release(month(contest, people, "2022-08"), people)
    later = contest.divisions.get(code="later")
    contest.entrants.get(code="e2").placements.create(division=later, starts_on="2022-09-05")
    run = compute(month(contest, people, "2022-09"))
    rows = run.standings.filter(scope="total").order_by("entrant__order").values_list("rank", "previous_rank")
    assert list(rows) == [(1, 1), (2, 2), (1, None)]


def test_previous_rank_comes_from_the_last_month_released_over_a_gap():
    contest = make_contest()
    people = make_people(contest)
    release(month(contest, people, "2022-07"), people)
    run = compute(month(contest, people, "2022-09"))
    assert list(run.standings.filter(scope="total", rank=1).values_list("previous_rank", flat=True)) == [1]


def test_failed_run_is_due_again_after_an_hour():
    contest = make_contest()
    period = month(contest, make_people(contest))
    run = request_run(period=period, requested_by=None, now=NOW)
    RankingRun.objects.filter(pk=run.pk).update(state=RunState.FAILED)
    assert request_due(now=NOW + timedelta(minutes=59)) == []
    (again,) = request_due(now=NOW + timedelta(minutes=61))
    assert RankingRun.objects.get(pk=again).revision == 2


def test_due_is_a_closed_period_with_approved_figures():
    contest = make_contest()
    people = make_people(contest)
    period = month(contest, people)
    open_still = period.entry_closes_at - timedelta(seconds=1)
    assert request_due(now=open_still) == []
    (run_id,) = request_due(now=period.entry_closes_at)
    assert RankingRun.objects.get(pk=run_id).period == period


def test_due_again_only_when_figures_changed_and_nothing_is_released():
    contest = make_contest()
    people = make_people(contest)
    period = month(contest, people)
    after = period.entry_closes_at + timedelta(days=1)
    compute(period)
    assert request_due(now=after) == []
    month(contest, people, scores={"e0": {"k0": 1, "k1": 1}})
    (run_id,) = request_due(now=after)
    compute_runs(run_ids=[run_id], worker="甲", now=after)
    release(period, people)
    month(contest, people, scores={"e0": {"k0": 2, "k1": 2}})
    assert request_due(now=after) == []


def test_run_left_lying_is_due_after_the_lease():
    contest = make_contest()
    run = request_run(period=month(contest, make_people(contest)), requested_by=None, now=NOW)
    assert request_due(now=NOW + LEASE / 2) == []
    assert request_due(now=NOW + LEASE * 2) == [run.pk]


def test_project_moves_to_its_new_division_from_the_next_week():
    spec = {
        "divisions": [{"code": "all", "name": "开工"}, {"code": "later", "name": "投产"}],
        "calendar": {"starts_on": "2022-09-01", "ends_on": "2022-12-31", "ranked": ["month"]},
    }
    contest = make_contest(entrants=2, **spec)
    contest.entrants.get(code="e1").placements.create(
        division=contest.divisions.get(code="later"), starts_on="2022-10-03"
    )
    people = make_people(contest)
    for code, division in (("2022-09", "all"), ("2022-10", "later")):
        run = compute(month(contest, people, code))
        assert run.standings.get(scope="total", entrant__code="e1").division.code == division


def test_runs_of_many_contests_are_computed_together_as_apart():
    periods = []
    for number, top in enumerate((18, 12, 7)):
        contest = make_contest(slug=f"c{number}")
        enter(contest, even_scores(contest, top=top))
        periods.append(period_of(contest))
    approver = User.objects.create(username="shenhe")
    Rating.objects.update(status="approved", approved_by=approver)
    runs = [request_run(period=period, requested_by=None, now=NOW) for period in periods]
    assert compute_runs(run_ids=[run.pk for run in runs], worker="甲", now=NOW) == [run.pk for run in runs]
    tops = [run.standings.get(scope="total", entrant__code="e0").score for run in runs]
    assert tops == [36, 24, 14]
