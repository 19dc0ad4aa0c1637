"""A correction keeps what it changes of the issue before it: of the rules, and of who stands how."""

import json

import pytest

from contests.models import Release
from contests.selectors.contests import contest_spec
from contests.selectors.corrections import changes_between
from contests.services.contests import store_contest
from tests.factories import make_contest, make_people, month, release

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    return make_contest(entrants=3, criteria=1)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def first(contest, people):
    return release(month(contest, people), people)


def with_weight(contest, weight):
    spec = contest_spec(contest)
    spec["dimensions"][0]["weight"] = weight
    store_contest(spec=spec, actor=None)


def changes_of(issue):
    return json.loads(Release.objects.get(pk=issue.pk).payload)["changes"]


def test_first_issue_changes_nothing(first):
    assert changes_of(first) is None


def test_correction_keeps_old_and_new_of_whoever_stands_otherwise(contest, people, first):
    before = {row["entrant"]: row for row in json.loads(first.payload)["standings"] if row["scope"] == "total"}
    month(contest, people, scores={"e2": {"k0": 20}})
    second = release(first.period, people, reason="录入有误")
    rows = {row["entrant"]: row for row in changes_of(second)["standings"] if row["scope"] == "total"}
    after = {row["entrant"]: row for row in json.loads(second.payload)["standings"] if row["scope"] == "total"}
    changed = {
        code
        for code in after
        if (after[code]["score"], after[code]["rank"]) != (before[code]["score"], before[code]["rank"])
    }
    assert rows.keys() == changed
    assert "e2" in rows
    for code, row in rows.items():
        for side, standing in ((row["old"], before[code]), (row["new"], after[code])):
            assert {word: side[word] for word in ("score", "rank", "tied", "grade")} == {
                word: standing[word] for word in ("score", "rank", "tied", "grade")
            }
    assert (rows["e2"]["name"], rows["e2"]["new"]["list"]) == ("部门2", "red")
    assert changes_of(second)["rules"] == []


def test_correction_by_other_rules_names_them(contest, people, first):
    with_weight(contest, "2")
    second = release(first.period, people, reason="权重有误")
    assert changes_of(second)["rules"] == [["赛业绩·权重", "1", "2"]]


def test_what_was_kept_stays_when_rules_and_names_change_later(contest, people, first):
    with_weight(contest, "2")
    second = release(first.period, people, reason="权重有误")
    kept = changes_of(second)
    spec = contest_spec(contest)
    spec["entrants"][0]["name"] = "改名部门"
    store_contest(spec=spec, actor=None)
    with_weight(contest, "3")
    assert changes_of(second) == kept


def test_who_takes_no_part_on_one_side_has_none_there(first):
    old = json.loads(first.payload)
    new = json.loads(first.payload)
    new["standings"] = [row for row in new["standings"] if row["entrant"] != "e1"]
    new["entries"] = [row for row in new["entries"] if row["entrant"] != "e1"]
    (gone,) = [row for row in changes_between(old, new)["standings"] if row["scope"] == "total"]
    assert (gone["entrant"], gone["new"]) == ("e1", None)
    (joined,) = [row for row in changes_between(new, old)["standings"] if row["scope"] == "total"]
    assert (joined["entrant"], joined["old"]) == ("e1", None)


def test_same_score_written_otherwise_is_no_change(first):
    old, new = json.loads(first.payload), json.loads(first.payload)
    for row in new["standings"]:
        row["score"] = f"{row['score']}.00" if "." not in row["score"] else f"{row['score']}0"
    assert changes_between(old, new)["standings"] == []


def test_rules_of_an_older_format_are_not_compared_line_by_line(first):
    old, new = json.loads(first.payload), json.loads(first.payload)
    old["document"] = old["document"] | {"format": 1, "rules": {}}
    assert changes_between(old, new)["rules"] == [["规则", "旧版程序的写法", "现行写法，未逐条比较"]]
