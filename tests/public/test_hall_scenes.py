"""The scenes of the hall, read out of a release's document."""

import pytest

from contests.models import Release
from contests.selectors.hall import MOVERS, density, hall
from contests.selectors.payloads import Payload
from contests.selectors.published import archive_of, payload_of


def newest(slug="bairi"):
    return hall(Payload(payload_of(archive_of(slug).newest)), {})


@pytest.fixture
def movers(office):
    """A contest of eight units that turned round in its second month: the first unit is the last one now."""
    contest = office.open(names=[f"单位{index}" for index in range(1, 9)])
    office.enter(contest, "2022-07", {f"u{index}": 90 - index for index in range(1, 9)})
    office.release(contest, "2022-07")
    office.enter(contest, "2022-08", {f"u{index}": 60 + index for index in range(1, 9)})
    office.release(contest, "2022-08")


def moves(found):
    return [(move.pool, move.row.name, move.row.change) for move in found.moves]


def test_scenes_of_a_first_issue_have_no_movers(released):
    shown = newest()
    assert [(listing.panel.colour, listing.panel.size) for listing in shown.lists] == [("red", 1), ("black", 1)]
    assert [(pool.title, len(pool.ranking.rows)) for pool in shown.pools] == [("总榜", 2)]
    assert (shown.has_movers, shown.rose.moves, shown.fell.moves) == (False, (), ())


def test_movers_go_by_distance(movers):
    shown = newest()
    assert moves(shown.rose) == [("", "单位8", 7), ("", "单位7", 5), ("", "单位6", 3), ("", "单位5", 1)]
    assert moves(shown.fell) == [("", "单位1", -7), ("", "单位2", -5), ("", "单位3", -3), ("", "单位4", -1)]
    assert (shown.rose.others, shown.has_movers) == (0, True)


def test_movers_beyond_the_scene_are_counted(office):
    contest = office.open(names=[f"单位{index}" for index in range(1, 15)])
    office.enter(contest, "2022-07", {f"u{index}": 90 - index for index in range(1, 15)})
    office.release(contest, "2022-07")
    office.enter(contest, "2022-08", {f"u{index}": 60 + index for index in range(1, 15)})
    office.release(contest, "2022-08")
    shown = newest()
    assert (len(shown.rose.moves), shown.rose.others) == (MOVERS, 7 - MOVERS)


def test_movers_of_several_divisions_say_where(office):
    contest = office.open(names=("甲", "乙", "丙", "丁"), divisions={"a": "县区", "b": "部门"})
    office.enter(contest, "2022-07", {"u1": 90, "u2": 90, "u3": 80, "u4": 80})
    office.release(contest, "2022-07")
    office.enter(contest, "2022-08", {"u1": 70, "u2": 90, "u3": 80, "u4": 80})
    office.release(contest, "2022-08")
    assert moves(newest().rose) == [("县区", "丙", 1)]
    assert moves(newest().fell) == [("县区", "甲", -1)]


def deeds():
    return [(deed.title, deed.line.name, deed.line.reason, deed.is_told) for deed in newest().deeds]


def test_every_deed_that_is_told_has_its_turn(office):
    contest = office.open(names=("甲", "乙", "丙"))
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.find(contest, "2022-07", "u2", "red", "抢险救灾有功")
    office.release(contest, "2022-07")
    assert deeds() == [("总榜", "乙", "抢险救灾有功", True)]


def test_who_is_on_the_red_list_for_the_score_has_a_turn_where_no_deed_is_told(office):
    contest = office.open(names=("甲", "乙", "丙"))
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.release(contest, "2022-07")
    assert deeds() == [("总榜", "甲", "得分 180.00，第 1 名", False)]


def test_rankings_stand_in_columns_only_without_parts(office):
    names = [f"单位{index}" for index in range(1, 31)]
    few = office.open(names=names, dimensions={"yeji": "业绩"})
    office.enter(few, "2022-07", {f"u{index}": index for index in range(1, 31)})
    office.release(few, "2022-07")
    assert (newest().columns, newest().density, newest().pools[0].has_parts) == (2, "many", False)
    parts = office.open(slug="liangwei", names=names)
    office.enter(parts, "2022-07", {f"u{index}": index for index in range(1, 31)})
    office.release(parts, "2022-07")
    assert (newest("liangwei").columns, newest("liangwei").pools[0].has_parts) == (1, True)


def test_combined_ranking_comes_after_the_divisions(office):
    contest = office.open(names=("甲", "乙", "丙", "丁"), divisions={"a": "县区", "b": "部门"}, combined=True)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70, "u4": 60})
    office.release(contest, "2022-07")
    shown = newest()
    assert [(pool.title, len(pool.ranking.rows)) for pool in shown.pools] == [("县区", 2), ("部门", 2), ("综合榜", 4)]


@pytest.mark.parametrize(
    ("size", "word"), [(0, "few"), (3, "few"), (4, "some"), (8, "some"), (9, "many"), (73, "many")]
)
def test_density_goes_by_the_number_of_lines(size, word):
    assert density(size) == word


def test_scenes_do_not_move_with_what_is_entered_later(released, office):
    before = newest()
    office.enter(released, "2022-07", {"u1": 10, "u2": 99})
    assert newest() == before
    assert Release.objects.count() == 1
