from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.documents import adjustment, criterion, document, limits, of, rules, steps

weights = st.lists(st.decimals("0.01", "2", places=2), min_size=2, max_size=2)
scores = st.lists(st.decimals("0", "20", places=2), min_size=2, max_size=2)


def dimensions(values, *, weights, **changes):
    dims = rules(*((f"d{at}", [criterion(f"k{at}", missing="skip")]) for at in range(len(weights))), **changes)
    for dimension, weight in zip(dims["dimensions"], weights, strict=True):
        dimension["weight"] = str(weight)
    return document(dims, [["x", f"k{at}", str(value)] for at, value in values.items()], ["x"])


@given(scores, weights)
def test_rows_of_the_total_add_up_to_it(values, factors):
    one = of(dimensions(dict(enumerate(values)), weights=factors))
    exact = sum(Decimal(row["points"]) for row in one.breakdown)
    assert exact.quantize(Decimal("0.01"), rounding="ROUND_HALF_UP") == one.score


def test_total_shows_the_exact_value_of_a_dimension():
    dims = rules(("d", [criterion("a", weight="0.5"), criterion("b", weight="0.5")]), ("e", [criterion("c")]))
    dims["dimensions"][0]["weight"] = "0.3"
    one = document(dims, [["x", "a", "16.66"], ["x", "b", "16.67"], ["x", "c", "10"]], ["x"])
    assert of(one, scope="d").score == Decimal("16.67")
    assert of(one).breakdown[:2] == [
        {"dimension": "d", "points": "4.9995", "formula": "16.665 × 0.3"},
        {"dimension": "e", "points": "10.00", "formula": "10.00 × 1"},
    ]


def test_weights_of_criteria_are_a_step():
    dims = rules(("d", [criterion("a", weight="0.2"), criterion("b"), criterion("info", weight="0")]))
    one = document(dims, [["x", "a", "19.99"], ["x", "b", "10"], ["x", "info", "7"]], ["x"])
    assert steps(of(one, scope="d")) == [("加权合计", "13.998", "19.99 × 0.2 + 10.00（权重为 0 的指标不计入）")]


def test_rescaled_criteria_are_a_step():
    dims = rules(("d", [criterion("a"), criterion("b", full_marks="10", missing="skip")]))
    one = document(dims, [["x", "a", "15"]], ["x"])
    assert steps(of(one, scope="d")) == [("折算", "22.50", "其余指标满分 20 折算为 30：15.00 × 30 ÷ 20")]


def test_quotient_without_end_is_cut_with_an_ellipsis():
    dims = rules(("d", [criterion("a", full_marks="30"), criterion("b", full_marks="10", missing="skip")]))
    one = document(dims, [["x", "a", "25"]], ["x"])
    assert steps(of(one, scope="d"))[0][1] == "33.33333333…"
    assert of(one).breakdown[0]["formula"] == "33.33333333… × 1"


def test_rescaled_total_shows_bonus_apart():
    one = dimensions({0: 15}, weights=[1, 1])
    one["adjustments"] = [adjustment("x", 3, scope="d0"), adjustment("x", -1, scope="d1")]
    assert steps(of(one)) == [
        ("加减分前", "15.00", "各维度得分合计，不含维度加减分"),
        ("折算", "30.00", "其余维度满分 20 折算为 40：15.00 × 40 ÷ 20"),
        ("维度加减分", "+2", "d0 +3 × 1，d1 -1 × 1"),
    ]
    assert of(one).score == Decimal(32)


def test_floor_and_ceiling_are_steps_only_where_they_held():
    held = limits(floor="10", ceiling="30")
    found = [
        steps(of(dimensions({0: value, 1: value}, weights=[1, 1], limits=held))) for value in ("4", "5", "15", "16")
    ]
    assert found == [[("下限", "10", "8.00 低于下限 10")], [], [], [("上限", "30", "32.00 高于上限 30")]]


def test_plain_case_has_no_further_steps():
    one = dimensions({0: 15, 1: 10}, weights=[1, 1])
    assert [steps(of(one, scope=scope)) for scope in ("d0", "d1", "total")] == [[], [], []]
