from decimal import Decimal

import pytest

from contests.scoring.evaluate import evaluate
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import Reading
from tests.scoring.documents import criterion, document, rules
from tests.scoring.methods.calling import faults, outcome


def graded(grade):
    return Reading(None, None, grade)


@pytest.mark.parametrize(("grade", "points"), [("优秀", "20"), ("良好", "16"), ("一般", "12"), ("较差", "8")])
def test_grade_has_the_customary_points(grade, points):
    assert outcome("grade", graded(grade), 20).points == Decimal(points)


def test_grade_worked_example_is_the_mean_of_the_rated_weeks():
    weeks = [["a", "k", None, None, grade] for grade in ("优秀", "优秀", "良好", "一般")]
    result = evaluate(document(rules(("d", [criterion("k", full_marks="100", method="grade")])), weeks, ["a"]))
    (total,) = (row for row in result.standings if row.scope == "total")
    assert total.score == Decimal("85.00")


def test_grade_formula():
    assert outcome("grade", graded("良好"), 20).formula == "良好 80 × 20 ÷ 100"
    assert outcome("grade", graded("良好"), 100).formula == "良好 80"


def test_grade_that_is_not_on_the_scale_is_a_key_error():
    with pytest.raises(KeyError):
        outcome("grade", graded("合格"), scale={"优秀": 100})


def test_scale_is_told_best_grade_first_however_it_was_stored():
    method = METHODS["grade"].parse({"scale": {"差": "40.0", "良": "80", "优": "100", "上": "100"}})
    assert method.rule(Decimal(100)) == "上 100、优 100、良 80、差 40"
    assert method.rule(Decimal(60)) == "（上 100、优 100、良 80、差 40）× 60 ÷ 100"


def test_every_fault_of_a_scale_is_named():
    assert faults("grade", scale={"优秀": 101, "良好": "x", "非常非常非常非常非常好": 60, "一般\n": 40, "": True}) == {
        "scale.优秀": "应为 0 到 100 之间的数",
        "scale.良好": "应为 0 到 100 之间的数",
        "scale.非常非常非常非常非常好": "等次名称应为 1 到 10 个字",
        "scale.一般\n": "等次名称不能有换行和控制字符",
        "scale.": "应为 0 到 100 之间的数",
    }


@pytest.mark.parametrize("scale", [{}, 5, None, ["优秀"]])
def test_scale_that_is_no_scale_is_refused(scale):
    assert faults("grade", scale=scale) == {"scale": "应为「等次: 分值」的对照，分值在 0 到 100 之间"}
