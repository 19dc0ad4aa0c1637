"""双比双看: what was reported of the city in September, taken out of the released document."""

from decimal import Decimal

import pytest

NAMES = {"qianyue": "签约", "kaigong-5yi": "5亿开工", "kaigong": "开工", "jungong": "竣工"}


@pytest.fixture
def september(publish):
    return publish("shuangbi", "2020-09")


def city(payload):
    """Return (task, done) of the city by criterion: the sum of its counties."""
    document = payload["document"]
    counties = {code for code, _, division in document["entrants"] if division == "xianshiqu"}
    assert len(counties) == 9
    found = {}
    for criterion, readings in document["readings"]["2020-09"].items():
        rows = [row for entrant, row in readings.items() if entrant in counties]
        found[NAMES[criterion]] = (sum(Decimal(row[2]) for row in rows), sum(Decimal(row[1]) for row in rows))
    return found


def rate(task, done):
    return (100 * done / task).quantize(Decimal("0.01"))


def test_city_tasks_and_what_was_done_are_as_reported(september):
    assert city(september) == {"签约": (15, 26), "5亿开工": (6, 11), "开工": (18, 38), "竣工": (8, 23)}


def test_city_rates_are_as_reported(september):
    assert {name: str(rate(*counts)) for name, counts in city(september).items()} == {
        "签约": "173.33",
        "5亿开工": "183.33",
        "开工": "211.11",
        "竣工": "287.50",
    }


def test_rate_of_all_four_and_mean_of_the_four_rates_differ_as_reported(september):
    counts = city(september).values()
    task, done = (sum(column) for column in zip(*counts, strict=True))
    assert (task, done, str(rate(task, done))) == (47, 98, "208.51")
    mean = sum(100 * done / task for task, done in counts) / 4
    assert str(mean.quantize(Decimal("0.01"))) == "213.82"


def test_score_is_the_mean_of_the_rates_and_not_the_rate_of_the_sums(september):
    readings = {name: rows["xq1"] for name, rows in september["document"]["readings"]["2020-09"].items()}
    counts = [(Decimal(task), Decimal(done)) for _, done, task in readings.values()]
    (row,) = [row for row in september["standings"] if (row["scope"], row["entrant"]) == ("total", "xq1")]
    assert Decimal(row["score"]) == sum(100 * done / task for task, done in counts) / 4
    task, done = (sum(column) for column in zip(*counts, strict=True))
    assert Decimal(row["score"]) != rate(task, done)


def test_over_the_task_is_ahead_under_it_behind_and_exactly_a_hundred_neither(september):
    colours = {entry["entrant"]: entry["colour"] for entry in september["entries"]}
    words = {None: "完成", "red": "先进", "black": "后进"}
    totals = [row for row in september["standings"] if row["scope"] == "total"]
    for row in totals:
        score, colour = Decimal(row["score"]), colours.get(row["entrant"])
        assert colour == ("red" if score > 100 else "black" if score < 100 else None)
        assert row["grade"] == words[colour]
    assert [row["entrant"] for row in totals if row["score"] == "100"] == ["xq5", "bumen-2"]


def test_month_is_all_process_while_the_year_s_outcome_is_not_there(september):
    rules = september["document"]["rules"]
    assert [(part["name"], part["share"]) for part in rules["parts"]] == [("过程", "1")]
    assert [dimension["code"] for dimension in rules["dimensions"]] == ["tuijin"]
