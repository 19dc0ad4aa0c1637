"""The reference itself: it stands alone, and gives the worked examples of the field's table of methods."""

import ast
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from tests import reference
from tests.reference.figures import figure, rounded
from tests.reference.methods import METHODS, Around, Reading
from tests.reference.result import result_of
from tests.scoring.documents import criterion, document, rules

OCTOBER = [10, 12, 304, 365, "2022-10"]
BONUS = {"unit": "2", "step": "1"}
BANDS = {
    "base": "25",
    "limit": "10",
    "bands": [
        {"from": None, "to": "100", "slope": "-0.1"},
        {"from": "100", "to": "130", "slope": "0.2"},
        {"from": "130", "to": None, "slope": "0.1"},
    ],
}


@pytest.mark.parametrize("file", sorted(Path(*reference.__path__).glob("*.py")), ids=lambda file: file.name)
def test_reference_shares_nothing_with_the_engine(file):
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    others = {name.split(".")[0] for name in names if not name.startswith("tests.reference.")}
    assert others - {"hypothesis"} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("method", "params", "full", "reading", "points"),
    [
        ("completion", {}, 20, (12, 15), "16.00"),
        ("completion", {"bonus": BONUS}, 20, (109, 100), "24.00"),
        ("completion", {"bonus": BONUS | {"whole": False}}, 20, (109, 100), "24.50"),
        ("count_bonus", {"k": "0.1", "limit": "3"}, 25, (14, 10), "25.40"),
        ("count_bonus", {"k": "0.1", "limit": "3"}, 25, (45, 10), "28.00"),
        ("banded", BANDS, 25, ("151.67", 100), "33.17"),
        ("banded", BANDS, 25, (92, 100), "24.20"),
        ("shortfall", {"k": "0.5", "floor": "12.5"}, 25, ("83.33", 98), "17.67"),
        ("shortfall", {"k": "0.5", "floor": "12.5"}, 25, (50, 98), "12.50"),
        ("efficacy", {"lower": "80", "upper": "100"}, 20, (90,), "16.00"),
        ("schedule", {}, 100, ("629.0", "647.4"), "13.82"),
        ("closure", {}, 100, (42, 59), "71.19"),
    ],
)
def test_worked_example_of_a_method(method, params, full, reading, points):
    found = METHODS[method](params, Fraction(full), Reading(*map(figure, reading)), Around(OCTOBER, []))
    assert rounded(found, 2, "half_up") == figure(points)


@pytest.mark.parametrize(("value", "points"), [(9, "6.00"), (8, "5.70"), (7, "5.40")])
def test_worked_example_of_rank_points(value, points):
    around = Around(OCTOBER, [Fraction(9), Fraction(8), Fraction(7)])
    assert METHODS["rank_points"]({"step": "5"}, Fraction(6), Reading(Fraction(value)), around) == figure(points)


def test_worked_example_of_what_has_parts():
    marks = Reading(parts=[("", Fraction(mark)) for mark in (18, 19, 17)])
    assert METHODS["points"]({"assessors": "mean"}, Fraction(20), marks, Around(OCTOBER, [])) == 18
    faults = Reading(parts=[("a", Fraction(3)), ("b", Fraction(1))])
    assert METHODS["deduction"]({"items": {"a": "2", "b": "5"}}, Fraction(15), faults, Around(OCTOBER, [])) == 4


def test_worked_example_of_weeks_that_make_a_month():
    words = [["x", "k", None, None, word] for word in ("优秀", "优秀", "良好", "一般")]
    one = document(rules(("d", [criterion("k", full_marks="100", method="grade")])), words, ["x"])
    assert [row.score for row in result_of(one).standings] == [85, 85]


@pytest.mark.parametrize(
    ("value", "mode", "expected"),
    [
        ("0.125", "half_up", "0.13"),
        ("0.125", "half_even", "0.12"),
        ("0.135", "half_even", "0.14"),
        ("-0.125", "half_up", "-0.13"),
        ("0.1249", "half_up", "0.12"),
    ],
)
def test_half_is_rounded_by_its_mode(value, mode, expected):
    assert rounded(figure(value), 2, mode) == figure(expected)
