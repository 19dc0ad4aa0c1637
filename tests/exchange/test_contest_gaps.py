"""A contest file with faults of kind tells its contradictions too, and no fault that only follows from a gap."""

import pytest
import yaml

from contests.exchange.contest_file import ContestError, check_contest
from tests.factories import contest_spec as values

CRITERION = ("dimensions", 0, "criteria", 0)
PARTS = [{"code": "p", "name": "过程", "share": "0.6"}, {"code": "r", "name": "结果", "share": "0.5"}]
GRADES = [{"name": "优秀", "at_least": 80}, {"name": "良好", "at_least": 90}, {"name": "较差"}]
CIRCLE = {"month": {"by": "mean", "of": "quarter"}, "quarter": {"by": "mean", "of": "month"}}
BANDS = [{"from": 0, "to": 10, "points": 5}, {"from": 8, "to": 20, "points": 9}]


def set_at(spec, path, value):
    *steps, last = path
    for step in steps:
        spec = spec[step]
    spec[last] = value


def told(*changes, drop=()):
    """Return the paths of the faults of a contest with these changes (path, value)."""
    spec = values()
    for path, value in changes:
        set_at(spec, path, value)
    for name in drop:
        del spec[name]
    with pytest.raises(ContestError) as caught:
        check_contest(spec)
    return [".".join(map(str, path)) for path, _, _ in caught.value.problems]


CONTRADICTIONS = [
    (("weight_sum",), 2),
    (("dimensions", 0, "full_marks"), 50),
    ((*CRITERION, "method"), "magic"),
    (("rank_by",), ["total", "gold"]),
    ((*CRITERION, "roll_up"), CIRCLE),
    (("grades",), GRADES),
    (("parts",), PARTS),
    (("boards",), [{"scope": "nothing", "colour": "red", "places": 5}]),
    (("host",), "nobody"),
    (("entrants", 1, "division"), "nowhere"),
]


@pytest.mark.parametrize("change", CONTRADICTIONS, ids=lambda change: ".".join(map(str, change[0])))
def test_fault_of_kind_hides_no_contradiction(change):
    alone = told(change)
    assert told((("name",), 5), change) == ["name", *alone]
    assert set(told((("note",), "x"), change)) == {"note", *alone}
    assert set(told(change, drop=["publisher"])) == {"publisher", *alone}


def test_every_kind_of_fault_is_told_at_once():
    found = told(
        ((*CRITERION, "method"), "banded"),
        ((*CRITERION, "params"), {"bands": BANDS}),
        (("weight_sum",), 3),
        (("grades",), [{"name": "优秀", "quota": 130}, {"name": "良好", "at_least": 5}]),
        (("rank_by",), ["gold"]),
        (("calendar", "ends_on"), "gestern"),
    )
    assert found[:2] == ["calendar.ends_on", "grades.0.quota"]
    assert {"weight_sum", "rank_by.0.by", "grades.1"} < set(found)
    assert any(path.startswith("dimensions.0.criteria.0.params.bands") for path in found)


@pytest.mark.parametrize(
    ("path", "wrong", "others"),
    [
        (("dimensions", 0, "weight"), "很多", [(("weight_sum",), 1)]),
        ((*CRITERION, "full_marks"), "很多", [(("dimensions", 0, "full_marks"), 50)]),
        (("divisions", 0, "code"), "甲", []),
        (("departments", 0, "code"), "甲", []),
        (("dimensions", 0, "code"), "甲", [(("rank_by",), ["gold"])]),
        ((*CRITERION, "cadence"), "daily", [((*CRITERION, "roll_up"), {"quarter": "mean"})]),
        ((*CRITERION, "params"), 5, []),
        (("calendar", "ranked"), ["day"], []),
        (("calendar",), 5, [(("place_bonus",), {"cadence": "year", "points": {1: 2}})]),
        (("dimensions", 0, "criteria"), 5, [(("dimensions", 0, "full_marks"), 50)]),
    ],
)
def test_what_depends_on_a_part_that_could_not_be_read_is_not_judged(path, wrong, others):
    (found,) = told((path, wrong), *others)
    assert found.startswith(".".join(map(str, path)))


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"name": "较差", "at_leest": 10}, "grades.1.at_leest"),
        ({"name": "较差", "at_least": "十"}, "grades.1.at_least"),
    ],
)
def test_last_grade_that_is_misspelt_is_told_that_only(row, path):
    found = told((("grades",), [{"name": "优秀", "at_least": 80}, row]))
    assert found[0] == path


def test_misspelt_weight_is_not_told_as_a_wrong_sum():
    spec = values(weight_sum="0.4")
    spec["dimensions"][0] = {**spec["dimensions"][0], "wieght": "0.4"}
    del spec["dimensions"][0]["weight"]
    with pytest.raises(ContestError) as caught:
        check_contest(yaml.safe_load(yaml.safe_dump(spec)))
    assert [path for path, _, _ in caught.value.problems] == [("dimensions", 0, "wieght")]


def test_what_is_no_contest_at_all_is_told_once():
    with pytest.raises(ContestError) as caught:
        check_contest([1, 2])
    assert len(caught.value.problems) == 1
