"""Rules valid from a later day: entry before it goes by the older ones, and figures keep their meaning."""

from datetime import date

import pytest

from contests.errors import FileError, ScoreboardError
from contests.exchange.events_file import read_events
from contests.exchange.ratings_file import read_ratings
from contests.selectors.entry import entry_guide
from contests.services.contests import store_contest
from contests.services.entry import Figure, store_ratings
from tests.exchange.files import csv
from tests.factories import NOW, contest_spec, enter, make_contest

pytestmark = pytest.mark.django_db

NOVEMBER = "2022-11-01"
QUARTERS = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter"]}
GRADED = {"method": "grade", "params": {"scale": {"好": 20, "差": 5}}}
FAULTS = {"method": "deduction", "params": {"items": {"迟报": "2"}}}
EVENTS = "期次,单位,范围,类别,事由,来源,直接上榜"


def spec_with(*, extra=(), **changes):
    """Return a contest of one criterion k0, changed, and further ones."""
    options = {name: changes.pop(name) for name in ("rules_from", "calendar") if name in changes}
    spec = contest_spec(criteria=1)
    (usual,) = spec["dimensions"][0]["criteria"]
    dimension = spec["dimensions"][0] | {"criteria": [usual | changes, *({**usual, **one} for one in extra)]}
    return contest_spec(dimensions=[dimension], **options)


def store(**changes):
    return store_contest(spec=spec_with(**changes), actor=None)


def read(contest, line):
    return read_ratings("填报.csv", csv(line), entry_guide(contest))


def faults(contest, line):
    with pytest.raises(FileError) as caught:
        read(contest, line)
    return [str(fault) for fault in caught.value.faults]


def enter_line(contest, line):
    store_ratings(contest=contest, figures=read(contest, line), entered_by=None, now=NOW, source="", sha256="")


def test_full_marks_of_later_rules_do_not_let_more_be_entered_before():
    store()
    contest = store(full_marks="30", division_marks={"all": "28"}, rules_from=NOVEMBER)
    assert faults(contest, "2022-09,部门0,指标0,25,") == ["第 2 行“数值”：应在 0 到满分 20 之间（现为：25）"]
    assert faults(contest, "2022-11,部门0,指标0,29,") == ["第 2 行“数值”：应在 0 到满分 28 之间（现为：29）"]
    assert isinstance(read(contest, "2022-11,部门0,指标0,25,")[0], Figure)


def test_method_and_cadence_of_entry_are_those_of_the_period():
    store(extra=[{"code": "zhou", "name": "周评", "cadence": "week"}])
    contest = store(**GRADED, rules_from=NOVEMBER, extra=[{"code": "zhou", "name": "周评"}])
    assert [read(contest, f"{line},")[0][3:6:2] for line in ("2022-09,部门0,指标0,7", "2022-11,部门0,指标0,好")] == [
        (7, None),
        (None, "好"),
    ]
    assert read(contest, "2022-W36,部门0,周评,1,")
    assert read(contest, "2022-11,部门0,周评,1,")
    assert faults(contest, "2022-09,部门0,周评,1,") == ["第 2 行“期次”：指标“周评”按周填报（现为：2022-09）"]


def test_full_marks_may_fall_from_a_day_after_the_points_given():
    enter(store(), {"e0": {"k0": 18}})
    contest = store(full_marks="10", rules_from=NOVEMBER)
    assert contest.rules_versions.count() == 2


def test_full_marks_cannot_fall_below_points_of_a_period_they_hold_in():
    contest = store()
    enter(contest, {"e0": {"k0": 18}})
    enter(contest, {"e1": {"k0": 18}}, period="2022-11")
    with pytest.raises(ScoreboardError, match="满分 10 低于已填报的评分（2022-11 部门1：18"):
        store(full_marks="10", rules_from=NOVEMBER)


@pytest.mark.parametrize(("cadence", "before", "after"), [("month", "09", "11"), ("week", "W36", "W47")])
def test_criterion_dropped_from_a_day_on_is_entered_before_and_not_after(cadence, before, after):
    store(extra=[{"code": "gone", "name": "旧指标", "cadence": cadence}])
    contest = store(rules_from=NOVEMBER)
    assert read(contest, f"2022-{before},部门0,旧指标,18,")[0].criterion == contest.criteria.get(code="gone").pk
    told = ["第 2 行“指标”：本期规则没有这个指标（现为：旧指标）"]
    assert faults(contest, f"2022-{after},部门0,旧指标,18,") == told


def test_criterion_that_begins_later_cannot_be_entered_before():
    store()
    contest = store(extra=[{"code": "new", "name": "新指标"}], rules_from=NOVEMBER)
    told = ["第 2 行“指标”：本期规则没有这个指标（现为：new）"]
    assert faults(contest, "2022-10,部门0,new,18,") == told
    assert read(contest, "2022-11,部门0,new,18,")


def test_criterion_dropped_from_the_beginning_is_deleted():
    store(extra=[{"code": "gone", "name": "旧指标"}])
    assert list(store().criteria.values_list("code", flat=True)) == ["work", "k0"]


def test_scope_of_an_event_is_one_of_the_period():
    make_contest()
    other = contest_spec()["dimensions"][0] | {"code": "other", "name": "赛环境"}
    contest = store_contest(spec=contest_spec(dimensions=[other], rules_from=NOVEMBER), actor=None)
    guide = entry_guide(contest)

    def line(period):
        return f"{EVENTS}\n{period},部门0,赛业绩,红榜,率先完成,通报,是\n".encode()

    assert read_events("事项.csv", line("2022-10"), guide).findings[0]["scope"] == "work"
    with pytest.raises(FileError):
        read_events("事项.csv", line("2022-11"), guide)


@pytest.mark.parametrize("size", [1, 30])
def test_guide_costs_the_same_queries_whatever_its_size(django_assert_num_queries, size):
    make_contest(entrants=size, criteria=size)
    for day in ("2022-10-01", "2022-11-01", "2022-12-01")[: 1 if size == 1 else 3]:
        contest = store_contest(spec=contest_spec(entrants=size, criteria=size, rules_from=day), actor=None)
    with django_assert_num_queries(5):
        assert len(entry_guide(contest).entrants) == 2 * size


def test_first_rules_cannot_begin_after_the_first_ranked_period():
    with pytest.raises(ScoreboardError, match="2022-07 就没有规则可用；首版规则最迟自 2022-07-25 起"):
        store(rules_from="2022-07-26")
    assert store(rules_from="2022-07-25").rules_versions.get().valid_from == date(2022, 7, 25)


@pytest.mark.parametrize(
    ("first", "figure", "then"),
    [
        ({}, "18", GRADED),
        (GRADED, "好", {"method": "grade", "params": {"scale": {"好": 20, "中": 10}}}),
        (FAULTS, "迟报=1", {"method": "deduction", "params": {"items": {"错报": "2"}}}),
        ({}, "18", {"params": {"assessors": "mean"}}),
    ],
)
def test_meaning_of_figures_cannot_change_inside_a_longer_period_that_holds_some(first, figure, then):
    contest = store(calendar=QUARTERS, **first)
    enter_line(contest, f"2022-10,部门0,指标0,{figure},")
    with pytest.raises(ScoreboardError, match=r"指标“指标0”在 2022-Q4 .*只能自下一季起改变（最早 2023-01-01）"):
        store(calendar=QUARTERS, rules_from=NOVEMBER, **then)
    assert contest.rules_versions.count() == 1


@pytest.mark.parametrize("rules_from", ["2022-10-01", "2022-11-01"])
def test_meaning_of_figures_may_change_where_no_longer_period_holds_some(rules_from):
    contest = store(calendar=QUARTERS)
    enter(contest, {"e0": {"k0": 18}})
    assert store(calendar=QUARTERS, rules_from=rules_from, **GRADED).rules_versions.count() == 2


def test_other_parameters_may_change_inside_a_longer_period():
    banded = {"method": "completion", "params": {}}
    contest = store(calendar=QUARTERS, **banded)
    enter_line(contest, "2022-10,部门0,指标0,3,4")
    assert store(calendar=QUARTERS, rules_from=NOVEMBER, method="completion", params={"cap": "110"})


def test_meaning_of_weekly_figures_changes_with_the_first_week_that_closes_in_a_month():
    weekly = {"cadence": "week"}
    contest = store(**weekly)
    enter_line(contest, "2022-W39,部门0,指标0,18,")  # 26 September to 2 October: a week of October
    with pytest.raises(ScoreboardError, match=r"在 2022-10 .*只能自下一月起改变（最早 2022-10-31）"):
        store(rules_from="2022-10-01", **weekly, **GRADED)
    with pytest.raises(ScoreboardError, match="最早 2022-10-31"):
        store(rules_from="2022-10-17", **weekly, **GRADED)
    assert store(rules_from="2022-10-31", **weekly, **GRADED).rules_versions.count() == 2
