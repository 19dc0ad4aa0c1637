from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from contests.exchange.contest_file import read_contest_file, write_contest_file
from tests.presets.files import PRESETS, SLUGS, names, periods_of, rows_of, spec_of

TRACKS = {"比落地", "比开工", "比进度", "比扫尾", "比投产", "比达产"}


def test_five_presets_come_with_the_product():
    assert SLUGS == ["bairi", "benpao", "pingliang", "shuangbi", "tianyuan"]


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_is_marked_as_sample_data(slug):
    assert spec_of(slug)["sample"] is True


@pytest.mark.parametrize("slug", SLUGS)
def test_preset_reads_back_the_same_after_export(slug):
    spec = spec_of(slug)
    assert read_contest_file("export.yaml", write_contest_file(spec).encode()) == spec


def test_bairi_has_eight_departments_of_which_three_are_known():
    entrants = names(spec_of("bairi")["entrants"])
    assert entrants[:3] == ["办公室", "产业发展局", "经济合作局"]
    assert [name[:4] for name in entrants[3:]] == ["示例部门"] * 5


def test_bairi_has_the_three_dimensions_with_their_criteria():
    assert {part["name"]: names(part["criteria"]) for part in spec_of("bairi")["dimensions"]} == {
        "赛作风": ["廉洁从政", "尽职履责", "遵规守纪", "求真务实", "政令畅通"],
        "赛业绩": ["招商引资", "项目建设", "产业发展", "融资化债", "科技创新"],
        "赛服务": ["心连心走基层、面对面解难题", "护企安民", "纾困增效"],
    }


def test_bairi_full_marks_are_a_hundred_per_dimension():
    for dimension in spec_of("bairi")["dimensions"]:
        assert sum(Decimal(part["full_marks"]) for part in dimension["criteria"]) == 100


def test_bairi_black_lists_have_no_condition_but_findings():
    bounds = ("places", "at_least", "above", "at_most", "below")
    black = [board for board in spec_of("bairi")["boards"] if board["colour"] == "black"]
    assert [board["scope"] for board in black] == ["zuofeng", "yeji", "fuwu"]
    assert {board[bound] for board in black for bound in bounds} == {None}


def test_bairi_leaves_october_to_be_imported():
    assert periods_of("bairi", "month") == ["2022-07", "2022-08", "2022-09", "2022-10"]
    filled = Counter(row["期次"] for row in rows_of(PRESETS["bairi"].ratings))
    assert filled == dict.fromkeys(["2022-07", "2022-08", "2022-09"], 8 * 13)


def test_shuangbi_ranks_three_divisions_and_four_items_by_month():
    spec = spec_of("shuangbi")
    assert names(spec["divisions"]) == ["县市区", "市直部门", "市属国企"]
    monthly, yearly = spec["dimensions"]
    assert names(monthly["criteria"]) == [
        "亿元以上项目签约",
        "5亿元以上项目开工",
        "重点项目开工",
        "重点项目竣工",
    ]
    assert {part["cadence"] for part in monthly["criteria"]} == {"month"}
    assert {part["cadence"] for part in yearly["criteria"]} == {"year"}
    assert [(monthly["part"], yearly["part"]), names(spec["parts"])] == [("guocheng", "jieguo"), ["过程", "结果"]]
    assert periods_of("shuangbi", "month") == ["2020-09", "2020-10", "2020-11", "2020-12"]


def test_benpao_has_73_projects_of_which_36_are_industrial():
    categories = Counter(part["project"]["category"] for part in spec_of("benpao")["entrants"])
    assert categories["产业"] == 36
    assert sum(categories.values()) == 73
    assert set(categories) == {"产业", "调停缓撤", "两新一重", "民生"}


def test_benpao_has_six_tracks_for_industrial_projects_and_three_categories():
    spec = spec_of("benpao")
    divisions = {part["code"]: part["name"] for part in spec["divisions"]}
    assert set(divisions.values()) == TRACKS | {"调停缓撤", "两新一重", "民生"}
    for part in spec["entrants"]:
        places = {divisions[part["division"]], *(divisions[move["division"]] for move in part["moves"])}
        assert places <= TRACKS if part["project"]["category"] == "产业" else places == {part["project"]["category"]}


def test_benpao_tracks_are_of_one_category_of_36_projects():
    spec = spec_of("benpao")
    tracks = {part["code"] for part in spec["divisions"] if part["category"] == "产业"}
    assert {part["name"] for part in spec["divisions"] if part["code"] in tracks} == TRACKS
    assert sum(part["division"] in tracks for part in spec["entrants"]) == 36


def test_benpao_stage_changes_take_effect_on_mondays():
    moves = [move for part in spec_of("benpao")["entrants"] for move in part["moves"]]
    assert len(moves) == 5
    assert {date.fromisoformat(move["starts_on"]).isoweekday() for move in moves} == {1}


def test_benpao_has_nineteen_weekly_boards():
    weeks = periods_of("benpao", "week")
    assert (len(weeks), weeks[0], weeks[-1]) == (19, "2020-W34", "2020-W52")


def test_benpao_ratings_are_the_four_grades_of_two_months_and_two_weeks():
    rows = rows_of(PRESETS["benpao"].ratings)
    assert {row["期次"] for row in rows} == {f"2020-W{week}" for week in range(34, 42)}
    assert {row["数值"] for row in rows} == {"优秀", "良好", "一般", "较差"}
    assert len(rows) <= 73 * 8
