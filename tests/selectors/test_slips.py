"""From how many points on one event is doubted: the full marks of its scope, of the largest division."""

from decimal import Decimal

from contests.selectors.slips import most_points, slip


def criterion(full_marks="20", weight="1", method="points", **more):
    return {"full_marks": full_marks, "weight": weight, "method": method, "division_marks": {}, "params": {}} | more


def rules(*criteria, weight="1"):
    return {"dimensions": [{"code": "work", "weight": weight, "criteria": list(criteria)}]}


def test_marks_are_weighted_and_of_the_largest_division():
    found = most_points(rules(criterion(division_marks={"small": "15", "large": "30"}), criterion(weight="0.5")))
    assert found == {"work": Decimal(40), "total": Decimal(40)}
    assert most_points(rules(criterion(), weight="0.6"))["total"] == Decimal(12)


def test_scope_with_a_criterion_without_a_ceiling_has_no_bound():
    assert most_points(rules(criterion(method="additive"), criterion())) == {}
    open_ended = {"code": "more", "weight": "1", "criteria": [criterion(method="additive")]}
    both = {"dimensions": [*rules(criterion())["dimensions"], open_ended]}
    assert most_points(both) == {"work": Decimal(20)}


def test_scope_that_brings_nothing_bounds_nothing():
    assert slip(Decimal(5), most_points(rules(criterion(weight="0")))["work"]) == ""
    assert slip(Decimal(5), None) == ""
