import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contests.scoring.decimals import plain
from contests.scoring.evaluate import evaluate
from contests.scoring.verify import COMPARED, differences
from tests.scoring.documents import of, one_dimension

SCORES = {"a": "90", "b": "80", "c": None}


def released(**changes):
    """Return a payload as a release writes it."""
    one = one_dimension(SCORES, boards=[{"scope": "total", "colour": "red", "places": 1}]) | changes
    result = evaluate(one)
    rows = [row._asdict() | {"score": None if row.score is None else plain(row.score)} for row in result.standings]
    payload = {"document": one, "standings": rows, "entries": [entry._asdict() for entry in result.entries]}
    return json.loads(json.dumps(payload))


@given(st.permutations(range(6)))
def test_order_of_the_rows_does_not_matter(order):
    payload = released()
    payload["standings"] = [payload["standings"][at] for at in order]
    assert differences(payload) == []


@pytest.mark.parametrize("place", [0, 6])
@pytest.mark.parametrize("row", range(6))
def test_forged_row_beside_the_true_one_is_found_on_either_side(place, row):
    payload = released()
    forged = payload["standings"][row] | {"rank": 7}
    payload["standings"].insert(place, forged)
    name = f"{forged['scope']} {forged['entrant']}"
    found = differences(payload)
    assert f"{name}：名次重复，应为 1 条，发布了 2 条" in found
    assert [fault for fault in found if "rank 应为" in fault and fault.endswith("发布的是 7")]


def test_exact_copy_of_a_row_is_found():
    payload = released()
    payload["standings"].append(copy.deepcopy(payload["standings"][0]))
    assert differences(payload) == ["d a：名次重复，应为 1 条，发布了 2 条"]


def test_row_too_many_and_row_missing_are_told_apart():
    payload = released()
    stranger = payload["standings"].pop(0) | {"entrant": "z"}
    payload["standings"].append(stranger)
    assert differences(payload) == ["d a：缺一条名次", "d z：多一条名次"]


@pytest.mark.parametrize("field", COMPARED)
def test_every_field_of_a_standing_is_compared(field):
    payload = released()
    payload["standings"][0][field] = "99"
    (fault,) = differences(payload)
    assert fault.startswith(f"d a：{field} 应为 ")


def test_true_in_the_place_of_a_rank_of_1_is_found():
    payload = released()
    payload["standings"][0]["rank"] = True
    assert len(differences(payload)) == 1


def test_rank_of_the_period_before_comes_from_the_document():
    previous = [["a", "total", 2], ["b", "d", 1]]
    payload = released(previous=previous)
    assert [of(payload["document"], code, scope).previous_rank for code, scope, _ in previous] == [2, 1]
    assert of(payload["document"], "b").previous_rank is None
    assert differences(payload) == []
    payload["document"]["previous"] = []
    assert len(differences(payload)) == 2


def test_document_without_the_ranks_before_has_none():
    assert {row.previous_rank for row in evaluate(one_dimension(SCORES)).standings} == {None}
