"""The parts of a contest as forms: what is left alone stays as it is, for every contest that comes with the product."""

from dataclasses import fields

import pytest

from contests.exchange.contest_file import ContestError, check_contest, read_contest_file
from contests.exchange.presets import presets
from contests.forms.setup.basics import BasicsForm
from contests.forms.setup.boards import BoardsForm
from contests.forms.setup.criteria import CriteriaForm
from contests.forms.setup.criterion import CriterionForm
from contests.forms.setup.divisions import DivisionsForm
from contests.forms.setup.entrants import EntrantsForm
from contests.forms.setup.params import PARAMS
from contests.forms.setup.places import Places
from contests.scoring.methods import METHODS
from tests.factories import contest_spec
from tests.forms.pages import sent
from tests.forms.test_draft import PARTED
from tests.scoring.methods.test_every_method import EVERY, JOINED

PRESETS = {preset.slug: read_contest_file(preset.slug, preset.contest.read_bytes()) for preset in presets()}
EVERYTHING = {
    **PARTED,
    "escalation": {"2": "约谈", "3": "通报"},
    "place_bonus": {"cadence": "month", "points": {"1": "6", "2": "4"}, "limit": "20"},
    "calendar": {**PARTED["calendar"], "ranked": ["month", "quarter"]},
}
SPECS = PRESETS | {"parted": PARTED, "everything": EVERYTHING}


def entrants(data=None, *, spec):
    return EntrantsForm(data, spec=spec, places=Places(spec["host"], spec["departments"], ()))


FORMS = {
    "basics": BasicsForm,
    "divisions": DivisionsForm,
    "entrants": entrants,
    "criteria": CriteriaForm,
    "boards": BoardsForm,
}


def draft(make, spec, **changes):
    form = make(sent(make(spec=spec), **changes), spec=spec)
    assert form.is_valid(), form.errors
    return form.draft(spec)


@pytest.mark.parametrize("part", FORMS)
@pytest.mark.parametrize("slug", SPECS)
def test_untouched_part_leaves_the_contest_as_it_is(slug, part):
    assert check_contest(draft(FORMS[part], SPECS[slug])) == SPECS[slug]


@pytest.mark.parametrize("slug", SPECS)
def test_untouched_criterion_leaves_the_contest_as_it_is(slug):
    spec = SPECS[slug]
    for code in [row["code"] for dimension in spec["dimensions"] for row in dimension["criteria"]]:

        def make(data=None, *, spec, code=code):
            return CriterionForm(data, spec=spec, code=code)

        assert check_contest(draft(make, spec)) == spec


@pytest.mark.parametrize("method", METHODS)
def test_every_parameter_of_a_method_has_a_field(method):
    assert {param.name for param in PARAMS[method]} == {field.name for field in fields(METHODS[method])}


def with_method(method, params):
    spec = contest_spec(criteria=1)
    spec["dimensions"][0]["criteria"][0] |= {"method": method, "params": params}
    return check_contest(spec)


def criterion(data=None, *, spec):
    return CriterionForm(data, spec=spec, code="k0")


@pytest.mark.parametrize(("method", "params"), EVERY)
def test_untouched_parameters_stay_as_they_were_written(method, params):
    spec = with_method(method, params)
    assert check_contest(draft(criterion, spec)) == spec


def changed(method, params, **changes):
    spec = draft(criterion, with_method(method, params), **changes)
    return check_contest(spec)["dimensions"][0]["criteria"][0]["params"]


def test_parameters_are_filled_in():
    assert changed("completion", {}, params__cap="不封顶") == {"cap": None}
    assert changed("completion", {"cap": None}, params__cap="1.2") == {"cap": "1.2"}
    bonus = {"params__bonus__unit": "2", "params__bonus__step": "1", "params__bonus__whole": "false"}
    assert changed("completion", {}, **bonus) == {"bonus": {"unit": "2", "step": "1", "whole": False}}
    row = {"params__scale__0__key": "好", "params__scale__0__value": "100"}
    assert changed("grade", {}, **row) == {"scale": {"好": "100"}}
    assert changed("pass_fail", {"reverse": True}, params__reverse="") == {}
    band = {"params__bands__0__slope": "0.5"}
    assert changed("banded", {"bands": JOINED}, **band) == {"bands": [JOINED[0] | {"slope": "0.5"}, JOINED[1]]}


@pytest.mark.parametrize(
    ("method", "params", "wrong", "field", "told"),
    [
        ("completion", {}, {"params__cap": "很多"}, "params.cap", "应为大于 0 的数，或留空（null）"),
        ("count_bonus", {"k": 1}, {"params__k": ""}, "params.k", "缺少这一项"),
        ("completion", {}, {"params__bonus__unit": "2"}, "params.bonus.step", "缺少这一项"),
        (
            "grade",
            {"scale": {"好": 100}},
            {"params__scale__0__value": "101"},
            "params.scale.0.value",
            "应为 0 到 100 之间的数",
        ),
        (
            "banded",
            {"bands": JOINED},
            {"params__bands__0__from": "10"},
            "params.bands.0.from",
            "最低一档应从 null 起，以下没有规定",
        ),
    ],
)
def test_fault_of_a_parameter_stands_beside_its_field(method, params, wrong, field, told):
    spec = with_method(method, params)
    form = criterion(sent(criterion(spec=spec), **wrong), spec=spec)
    assert form.is_valid()
    draft = form.draft(spec)
    with pytest.raises(ContestError) as caught:
        check_contest(draft)
    form.add_problems(caught.value.problems, draft)
    assert dict(form.errors) == {field: [told]}
