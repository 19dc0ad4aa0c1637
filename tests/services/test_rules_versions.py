"""Rules by version, and what a computation takes from other periods and from the ledger."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from contests.errors import ScoreboardError
from contests.models import Criterion, Problem, RankingRun, RulesVersion
from contests.scoring.decimals import plain
from contests.scoring.verify import differences
from contests.selectors.compute import prepare
from contests.selectors.releases import next_payload
from contests.services.compute import request_run
from contests.services.contests import store_contest
from tests.factories import NOW, compute, contest_spec, enter, make_contest, make_people, month, period_of, release

pytestmark = pytest.mark.django_db


def with_weights(weight, **changes):
    spec = contest_spec(**changes)
    spec["dimensions"][0]["weight"] = weight
    return spec


def totals(run):
    rows = run.standings.filter(scope="total").order_by("entrant__order")
    return [None if score is None else plain(score) for score in rows.values_list("score", flat=True)]


def test_rules_from_a_period_on_leave_the_earlier_ones_alone():
    contest = make_contest(entrants=1)
    people = make_people(contest)
    for code in ("2022-09", "2022-10"):
        month(contest, people, code, {"e0": {"k0": 10, "k1": 8}})
    store_contest(spec=with_weights("2", entrants=1, rules_from="2022-10-01"), actor=None)
    september, october = compute(period_of(contest, "2022-09")), compute(period_of(contest, "2022-10"))
    assert (totals(september), totals(october)) == (["18"], ["36"])
    assert [run.document["rules_version"] for run in (september, october)] == [1, 2]


def test_newest_version_counts_where_several_are_valid():
    contest = make_contest(entrants=1)
    people = make_people(contest)
    period = month(contest, people, "2022-10", {"e0": {"k0": 10, "k1": 8}})
    for weight in ("2", "3"):
        store_contest(spec=with_weights(weight, entrants=1, rules_from="2022-10-01"), actor=None)
    assert totals(compute(period)) == ["54"]
    assert contest.rules_versions.count() == 3


def test_same_file_again_makes_no_new_version():
    contest = make_contest()
    store_contest(spec=contest_spec(), actor=None)
    assert list(contest.rules_versions.values_list("number", "valid_from")) == [(1, None)]


def test_release_keeps_its_rules_when_they_change_from_its_beginning():
    contest = make_contest()
    people = make_people(contest)
    issued = release(month(contest, people), people)
    before = issued.payload
    store_contest(spec=with_weights("5"), actor=None)
    issued.refresh_from_db()
    assert issued.payload == before
    assert differences(json.loads(issued.payload)) == []


def test_rules_version_refuses_change():
    version = make_contest().rules_versions.get()
    with pytest.raises(DatabaseError, match="规则版本不可更改"), transaction.atomic():
        RulesVersion.objects.filter(pk=version.pk).update(number=7)
    with pytest.raises(DatabaseError, match="规则版本不可更改"), transaction.atomic():
        RulesVersion.objects.filter(pk=version.pk).delete()


def test_criterion_that_counts_no_longer_stays_with_its_figures():
    contest = make_contest(entrants=1)
    people = make_people(contest)
    period = month(contest, people, "2022-09", {"e0": {"k0": 10, "k1": 8}})
    store_contest(spec=contest_spec(entrants=1, criteria=1, rules_from="2022-10-01"), actor=None)
    assert totals(compute(period)) == ["18"]
    assert Criterion.objects.filter(code="k1").exists()
    later = month(contest, people, "2022-10", {"e0": {"k0": 10}})
    assert totals(compute(later)) == ["10"]


def test_criterion_with_figures_cannot_be_dropped_from_the_beginning():
    contest = make_contest(entrants=1)
    enter(contest, {"e0": {"k1": 8}})
    with pytest.raises(ScoreboardError, match="不能删去"):
        store_contest(spec=contest_spec(entrants=1, criteria=1), actor=None)


def test_black_entries_in_a_row_are_counted_over_releases():
    contest = make_contest(escalation={"1": "提醒", "2": "约谈"})
    people = make_people(contest)
    for code in ("2022-07", "2022-08"):
        release(month(contest, people, code), people)
    run = compute(month(contest, people, "2022-09"))
    entry = run.entries.get(colour="black")
    assert (entry.entrant.code, entry.streak, entry.escalation) == ("e2", 3, "约谈")


def test_run_of_black_entries_ends_with_a_month_off_the_list():
    contest = make_contest()
    people = make_people(contest)
    release(month(contest, people, "2022-07"), people)
    release(
        month(
            contest, people, "2022-08", {"e0": {"k0": 1, "k1": 1}, "e1": {"k0": 9, "k1": 9}, "e2": {"k0": 8, "k1": 8}}
        ),
        people,
    )
    run = compute(month(contest, people, "2022-09"))
    assert run.entries.get(colour="black").streak == 1


def test_monthly_places_add_to_the_quarter():
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]}
    bonus = {"cadence": "month", "points": {1: "2", 2: "1"}, "limit": "5"}
    contest = make_contest(calendar=calendar, place_bonus=bonus)
    people = make_people(contest)
    for code in ("2022-07", "2022-08", "2022-09"):
        release(month(contest, people, code), people)
    run = compute(period_of(contest, "2022-Q3"))
    assert totals(run) == ["41", "37", "32"]


def test_ledger_is_read_where_the_rules_count_it_and_kept_in_the_document():
    spec = contest_spec(entrants=2, criteria=1)
    closure = {"code": "xiaohao", "name": "销号率", "full_marks": "100", "cadence": "month", "method": "closure"}
    contest = make_contest(
        entrants=2,
        dimensions=[spec["dimensions"][0] | {"criteria": [spec["dimensions"][0]["criteria"][0] | closure]}],
    )
    for number, closed_on in enumerate([date(2022, 9, 20), None, date(2022, 10, 2)]):
        Problem.objects.create(
            contest=contest, entrant=contest.entrants.get(code="e0"), number=f"{number}", matter="示例",
            assigned_on=date(2022, 9, 1), closed_on=closed_on,
        )  # fmt: skip
    run = compute(period_of(contest))
    assert totals(run) == ["33.33", None]
    assert run.document["ledger"] == {
        "e0": [
            ["0", "2022-09-01", None, "2022-09-20"],
            ["1", "2022-09-01", None, None],
            ["2", "2022-09-01", None, "2022-10-02"],
        ]
    }


def test_document_names_source_and_roles_of_every_figure_and_no_person():
    contest = make_contest(entrants=1, criteria=1)
    people = make_people(contest)
    run = compute(month(contest, people, scores={"e0": {"k0": 10}}))
    assert run.document["sources"] == [["测试", "填报员", "审核员"]]
    assert run.document["readings"] == {"2022-09": {"k0": {"e0": [0, "10"]}}}


def test_whole_document_is_verified_from_what_is_stored():
    contest = make_contest(grades=[{"name": "优秀", "at_least": "30", "quota": "40"}, {"name": "一般"}])
    people = make_people(contest)
    run = compute(month(contest, people))
    run = RankingRun.objects.select_related("period__contest__host").get(pk=run.pk)
    payload = next_payload(run=run, corrects=None, reason="", now=NOW)
    assert differences(payload) == []
    assert [row["grade"] for row in payload["standings"] if row["scope"] == "total"] == ["优秀", "一般", "一般"]
    assert Decimal(payload["standings"][0]["score"]) > 0


def test_late_joiner_is_expected_from_its_first_day_on():
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]}
    stages = {"quarter": {"by": "mean", "of": None, "missing": "zero", "weights": []}}
    spec = contest_spec(entrants=2, criteria=1, calendar=calendar)
    spec["dimensions"][0]["criteria"][0]["roll_up"] = stages
    spec["entrants"][1]["joins_on"] = "2022-08-29"
    contest = store_contest(spec=spec, actor=None)
    people = make_people(contest)
    august = month(contest, people, "2022-08", {"e0": {"k0": 12}})
    month(contest, people, "2022-09", {"e0": {"k0": 12}, "e1": {"k0": 18}})
    assert totals(compute(august)) == ["12"]
    run = compute(period_of(contest, "2022-Q3"))
    assert (totals(run), run.document["since"]) == (["8", "18"], {"e1": "2022-08-29"})


def test_stage_that_is_not_ranked_has_periods_of_its_own():
    spec = contest_spec(entrants=1, criteria=1)
    spec["calendar"]["ranked"] = ["year"]
    stage = {"of": None, "missing": "skip", "weights": []}
    spec["dimensions"][0]["criteria"][0]["roll_up"] = {"quarter": {"by": "sum"} | stage, "year": {"by": "mean"} | stage}
    contest = store_contest(spec=spec, actor=None)
    people = make_people(contest)
    for code in ("2022-07", "2022-08", "2022-11"):
        month(contest, people, code, {"e0": {"k0": 10}})
    assert totals(compute(period_of(contest, "2022"))) == ["15"]


def test_places_of_many_periods_are_looked_up_together(django_assert_num_queries):
    calendar = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]}
    contest = make_contest(calendar=calendar, place_bonus={"cadence": "month", "points": {1: "2"}, "limit": None})
    people = make_people(contest)
    release(month(contest, people), people)
    runs = [request_run(period=period_of(contest, code), requested_by=None, now=NOW) for code in ("2022-Q3", "2022-Q4")]
    for asked in (runs[:1], runs):
        with django_assert_num_queries(7):
            prepare(asked)
