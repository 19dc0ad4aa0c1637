"""A contest file carries every version of the rules that is ever in force: export gives back what import took."""

import pytest
import yaml

from contests.errors import FileError, ScoreboardError
from contests.exchange.contest_file import read_contest_file, write_contest_file
from contests.models.rules_versions import rules_in
from contests.selectors.contests import contest_spec
from contests.selectors.entry import entry_guide
from contests.services.contests import store_contest
from tests.factories import contest_spec as values
from tests.factories import enter

pytestmark = pytest.mark.django_db

JULY, OCTOBER, NOVEMBER, DECEMBER = None, "2022-10-01", "2022-11-01", "2022-12-01"


def rules(first, weight="1", criteria=1):
    """Return rules from a day on."""
    spec = values(criteria=criteria)
    spec["dimensions"][0]["weight"] = weight
    return {"rules_from": first, **rules_in(spec)}


def spec_of(*versions):
    *earlier, newest = versions
    return values() | newest | {"earlier_rules": earlier}


def store(*versions):
    return store_contest(spec=spec_of(*versions), actor=None)


def stored(contest):
    return [
        (str(version.valid_from) if version.valid_from else None, version.rules["dimensions"][0]["weight"])
        for version in contest.rules_versions.order_by("number")
    ]


def again(contest):
    """Return the values of the file that the contest is exported to."""
    return read_contest_file("竞赛.yaml", write_contest_file(contest_spec(contest)).encode())


@pytest.mark.parametrize(
    "versions",
    [
        [rules(JULY)],
        [rules(JULY), rules(NOVEMBER, "2")],
        [rules(JULY), rules(OCTOBER, "2"), rules(NOVEMBER, "3", criteria=2), rules(DECEMBER, "1")],
        [rules("2022-07-11"), rules(NOVEMBER, "2")],
    ],
)
def test_export_gives_back_every_version_that_import_took(versions):
    spec = spec_of(*versions)
    contest = store(*versions)
    assert again(contest) == spec
    elsewhere = spec | {"slug": "elsewhere"}
    assert again(store_contest(spec=elsewhere, actor=None)) == elsewhere


def test_import_step_by_step_is_exported_as_one_file_for_an_empty_system():
    store(rules(JULY, "9"))
    store(rules(JULY))
    contest = store_contest(spec=values() | rules(NOVEMBER, "2"), actor=None)
    spec = again(contest)
    assert [part["rules_from"] for part in spec["earlier_rules"]] == [None]
    assert stored(store_contest(spec=spec | {"slug": "elsewhere"}, actor=None)) == [(None, "1"), (NOVEMBER, "2")]


def test_import_of_the_same_file_again_adds_nothing():
    versions = [rules(JULY), rules(OCTOBER, "2"), rules(NOVEMBER, "3")]
    store(*versions)
    assert len(stored(store(*versions))) == 3


def test_file_without_earlier_rules_leaves_them_as_they_are():
    store(rules(JULY), rules(OCTOBER, "2"))
    contest = store_contest(spec=values() | rules(NOVEMBER, "3"), actor=None)
    assert stored(contest) == [(None, "1"), (OCTOBER, "2"), (NOVEMBER, "3")]


def test_file_with_one_version_more_adds_that_one():
    store(rules(JULY))
    assert stored(store(rules(JULY), rules(OCTOBER, "2"), rules(NOVEMBER, "3"))) == [
        (None, "1"),
        (OCTOBER, "2"),
        (NOVEMBER, "3"),
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        [rules(JULY), rules(OCTOBER, "5"), rules(NOVEMBER, "3")],
        [rules(JULY, "4"), rules(NOVEMBER, "3")],
        [rules(JULY), rules(OCTOBER, "2")],
    ],
)
def test_file_that_differs_brings_the_contest_to_it(wanted):
    store(rules(JULY), rules(OCTOBER, "2"), rules(NOVEMBER, "3"))
    assert again(store(*wanted)) == spec_of(*wanted)


def test_file_cannot_leave_out_rules_that_are_in_force_before_all_it_would_add():
    store(rules(JULY), rules(OCTOBER, "2"))
    with pytest.raises(ScoreboardError, match="现有自 2022-10-01 起的规则不在文件写的各版之中"):
        store(rules(JULY), rules(NOVEMBER, "3"), rules(DECEMBER, "4"))


def test_criteria_of_earlier_rules_are_entered_in_their_periods():
    contest = store(rules(JULY, criteria=2), rules(NOVEMBER, "2", criteria=1))
    guide = entry_guide(contest)
    assert (sorted(guide.periods["2022-10"].criteria), sorted(guide.periods["2022-11"].criteria)) != ([], [])
    assert enter(contest, {"e0": {"k1": 18}}) is not None
    assert contest.criteria.get(code="k1").parent.code == "work"


def test_full_marks_of_earlier_rules_bind_no_later_period():
    older, newer = rules(JULY), rules(OCTOBER)
    newer["dimensions"][0]["criteria"][0]["full_marks"] = "30"
    contest = store(older, newer)
    enter(contest, {"e0": {"k0": 25}}, period="2022-11")
    assert stored(store(older, newer)) == [(None, "1"), (OCTOBER, "1")]


def test_first_rules_must_begin_in_time():
    with pytest.raises(ScoreboardError, match="2022-07 就没有规则可用"):
        store(rules(OCTOBER), rules(NOVEMBER, "2"))


@pytest.mark.parametrize(
    ("versions", "where"),
    [
        ([rules(OCTOBER), rules(JULY)], "rules_from"),
        ([rules(JULY), rules(JULY), rules(NOVEMBER)], "earlier_rules[1].rules_from"),
        ([rules(JULY), rules(NOVEMBER), rules(NOVEMBER)], "rules_from"),
        ([rules(JULY) | {"weight_sum": "3"}, rules(NOVEMBER)], "earlier_rules[0].weight_sum"),
        ([rules(JULY) | {"grades": [{"name": "优"}, {"name": "良"}]}, rules(NOVEMBER)], "earlier_rules[0].grades[0]"),
    ],
)
def test_earlier_rules_are_checked_as_the_newest_are(versions, where):
    with pytest.raises(FileError) as caught:
        read_contest_file("竞赛.yaml", yaml.safe_dump(spec_of(*versions), allow_unicode=True).encode())
    assert [fault.where.split("（")[0] for fault in caught.value.faults] == [where]
