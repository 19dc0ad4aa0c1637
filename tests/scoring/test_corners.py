"""Corners in which an independent reference and the engine once differed; the field's words decided."""

import pytest

from contests.scoring.evaluate import evaluate
from tests.scoring.documents import criterion, document, of, rules

SOLVED = ["1", "2022-09-01", None, "2022-09-20"]
OPEN = ["2", "2022-09-02", None, None]


def test_entrant_without_a_problem_or_a_figure_is_not_ranked():
    """A unit with no activity is listed as not ranked; a ledger that has nothing of it is no activity."""
    dims = rules(("d", [criterion("k", method="closure"), criterion("m", missing="zero")]))
    one = document(dims, [["x", "m", "10"]], ["x", "idle"], ledger={"x": [SOLVED]})
    assert of(one, "idle").rank is None


@pytest.mark.parametrize("missing", ["skip", "zero"])
def test_closure_is_counted_over_the_ranked_period_however_others_roll_up(missing):
    """The ledger is counted at the end of the ranked period: there is nothing to roll up."""
    stages = {"month": {"by": "mean", "of": None, "missing": missing, "weights": []}}
    weekly = criterion("k", method="closure", cadence="week", roll_up=stages)
    assert of(document(rules(("d", [weekly])), [], ["x"], ledger={"x": [SOLVED, OPEN]})).score == 10


def test_last_of_several_is_that_of_the_last_period_wherever_it_is_written():
    """The keys of an object have no order."""
    one = document(rules(("d", [criterion("k", roll_up="last")])), [["x", "k", "5"], ["x", "k", "9"]], ["x"])
    one["readings"] = dict(reversed(one["readings"].items()))
    assert of(one).score == 9


def test_unranked_entries_by_hand_stand_in_the_office_s_order():
    one = document(rules(("d", [criterion("k")])), [], ["x", "y"])
    fault = {"scope": "total", "colour": "black", "by_hand": True, "fact": "迟报材料", "document": ""}
    one["findings"] = [fault | {"entrant": code} for code in "yx"]
    assert [entry.entrant for entry in evaluate(one).entries] == ["x", "y"]


def test_nothing_is_shown_as_less_than_nothing():
    rounding = {"criterion": 4, "total": 2, "mode": "half_up"}
    one = document(rules(("d", [criterion("k", method="additive")]), rounding=rounding), [["x", "k", "-0.004"]], ["x"])
    assert str(of(one).score) == "0.00"
