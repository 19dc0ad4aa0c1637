"""What a roll-up writes on the score sheet, and which of its periods it takes, at the borders."""

from decimal import Decimal

import pytest

from tests.scoring.documents import criterion, document, of, rules, span
from tests.scoring.test_roll_up import stage, year

QUARTERLY = {"quarter": stage("mean"), "year": stage("sum")}


def sheet(one, scope="d"):
    (row,) = of(one, scope=scope).breakdown
    return row["formula"]


def with_words(one, words):
    """Return a document in which these months have a word in place of a figure."""
    readings = {month: {"k": {"x": [0, None, None, None, [], word]}} for month, word in words.items()}
    return one | {"readings": one["readings"] | readings}


def test_stage_that_is_no_longer_than_what_it_takes_is_passed_over():
    stages = {"month": stage("last"), **QUARTERLY}
    assert of(year(range(1, 13), stages)).score == Decimal(26)


def test_quarters_weigh_in_the_year_as_they_are_written():
    stages = {"quarter": stage("sum"), "year": stage("weighted", weights=("1", "2", "3", "4"))}
    one = year([2, None, None, None, None, None, None, None, None, 7], stages)
    assert of(one).score == Decimal("6.00")
    assert sheet(one).startswith("(2022-Q1 2 × 1 + 2022-Q4 7 × 4) ÷ 5；其中 2022-Q1：评分 2；2022-Q4：评分 7 = ")


def test_last_months_of_a_year_weigh_by_their_own_number():
    weights = tuple(str(number) for number in range(1, 13))
    assert of(year([None] * 2 + [8] + [None] * 8 + [18], {"year": stage("weighted", weights=weights)})).score == 16


def test_what_is_left_after_the_stages_is_rolled_up_directly_and_shows_them():
    one = year([10, 11, None, 12], {"quarter": stage("mean")})
    expected = "(2022-Q1 10.5 + 2022-Q2 12) ÷ 2；其中 2022-Q1：(评分 10 + 评分 11) ÷ 2；2022-Q2：评分 12 = 11.25"
    assert sheet(one) == expected


def test_every_stage_below_the_last_is_shown():
    stages = {"month": stage("mean"), **QUARTERLY}
    weeks = {"2022-W01": ("01", "06"), "2022-W02": ("01", "13"), "2022-W06": ("02", "13")}
    one = year([], stages)
    for code, (month, day) in weeks.items():
        within = {"month": f"2022-{month}", "quarter": "2022-Q1", "year": "2022"}
        one["periods"] |= span(code, "week", within=within, start=f"2022-{month}-01", end=f"2022-{month}-{day}")
        one["readings"][code] = {"k": {"x": [0, day]}}
    one["rules"]["dimensions"][0]["criteria"][0] |= {"cadence": "week"}
    assert sheet(one) == (
        "2022-Q1 11.25；其中 2022-01：(评分 6 + 评分 13) ÷ 2；2022-02：评分 13；"
        "2022-Q1：(2022-01 9.5 + 2022-02 13) ÷ 2 = 11.25"
    )


def test_sum_of_several_periods_shows_its_terms():
    assert sheet(year([1, 2, 3], {"quarter": stage("sum")})) == "评分 1 + 评分 2 + 评分 3 = 6.00"


def test_quotient_without_end_is_cut_with_an_ellipsis_and_carried_on_in_full():
    one = year([10, 0, 0, 10, 0, 0, 10, 0, 0], QUARTERLY)
    assert sheet(one).startswith("2022-Q1 3.333333… + 2022-Q2 3.333333… + 2022-Q3 3.333333…；其中 ")
    assert of(one).score == Decimal("10.00")


def test_name_with_a_colon_stays_whole():
    one = year([], QUARTERLY)
    one["readings"] = {"2022-01": {"k": {"x": [0, None, None, None, [["甲：乙", "1"]]]}}}
    params = {"items": {"甲：乙": "2"}}
    one["rules"]["dimensions"][0]["criteria"][0] |= {"method": "deduction", "params": params}
    assert sheet(one) == "2022-Q1 18；其中 2022-Q1：20 − 甲：乙 2 × 1 = 18.00"
    quarter = {**one, "period": "2022-Q1"}
    assert sheet(quarter) == "20 − 甲：乙 2 × 1 = 18.00"


def test_quarter_of_words_alone_keeps_the_last_of_them():
    words = {"2022-01": "不适用", "2022-02": "停产", "2022-03": "无活动"}
    one = with_words(year([None] * 3 + [12], {"quarter": stage("mean"), "year": stage("mean")}), words)
    assert of(one).score == Decimal(12)
    assert sheet(one) == "(2022-Q2 12) ÷ 1；其中 2022-Q1：无活动；2022-Q2：评分 12 = 12.00"


@pytest.mark.parametrize(("since", "score"), [("2022-06-22", "6.00"), ("2022-06-23", "12.00")])
def test_who_joined_by_the_monday_of_the_last_week_was_in_the_month(since, score):
    # June ends on the 28th here: its last week begins on the 22nd.
    one = year([None] * 6 + [12], {"year": stage("mean", "zero")}, since=since)
    one["periods"] = {code: row for code, row in one["periods"].items() if code not in ("2022-08", "2022-09")}
    one["periods"] = {code: row for code, row in one["periods"].items() if code[5:] not in ("10", "11", "12")}
    assert of(one).score == Decimal(score)


def test_zero_for_what_was_not_reported_is_written_with_the_places_of_the_criterion():
    dims = rules(("d", [criterion("k", missing="zero", places=0), criterion("m")]))
    rows = of(document(dims, [["x", "m", "8"]], ["x"]), scope="d").breakdown
    assert (rows[0]["points"], rows[1]["points"]) == ("0", "8.00")
