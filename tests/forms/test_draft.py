"""The draft of rules: what it leaves alone stays as it is, for every contest that comes with the product."""

import pytest

from contests.exchange.contest_file import check_contest, read_contest_file
from contests.exchange.contest_file.notation import read_value, write_roll_up, write_value
from contests.exchange.presets import presets
from contests.forms.draft import DraftForm, Notation
from contests.models.rules_versions import rules_in
from tests.factories import contest_spec

NOTATION = Notation(read_value, write_value, write_roll_up)
PRESETS = {preset.slug: preset.contest for preset in presets()}
PART = {"code": "k", "name": "指标", "full_marks": 20, "cadence": "month", "method": "points"}
PARTED = contest_spec(
    dimensions=[
        {"code": "done", "name": "结果", "part": "result", "criteria": [PART | {"division_marks": {"all": 10}}]},
        {"code": "doing", "name": "过程", "part": "process", "criteria": [PART | {"code": "k9"}]},
    ],
    parts=[{"code": "process", "name": "过程", "share": 0.4}, {"code": "result", "name": "结果", "share": 0.6}],
    grades=[{"name": "优秀", "at_least": 15, "quota": 30}, {"name": "较差"}],
    rank_by=["total", {"by": "k", "order": "asc"}, "done", "k9", "doing"],
    combined=True,
)


def filled(rules, **changes):
    """Return a draft sent as its page shows it, with changes; two underscores stand for a dot."""
    page = DraftForm(rules=rules, divisions={"all": "参赛部门"}, notation=NOTATION)
    data = {name: page.get_initial_for_field(field, name) for name, field in page.fields.items()}
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    assert changed.keys() <= data.keys()
    form = DraftForm(data | changed, rules=rules, divisions={"all": "参赛部门"}, notation=NOTATION)
    assert form.is_valid(), form.errors
    return form


@pytest.mark.parametrize("slug", [*PRESETS, "parted"])
def test_untouched_draft_is_the_rules_as_they_are(slug):
    spec = read_contest_file(f"{slug}.yaml", PRESETS[slug].read_bytes()) if slug in PRESETS else PARTED
    assert check_contest({**spec, **filled(rules_in(spec)).draft()}) == spec


def test_every_figure_that_is_filled_in_is_in_the_draft():
    form = filled(
        rules_in(PARTED),
        dimensions__0__criteria__0__division_marks__all="12",
        parts__0__share="0.3",
        parts__1__share="0.7",
        quota__ties="in",
        rounding__mode="half_even",
    )
    rules = rules_in(check_contest({**PARTED, **form.draft()}))
    assert rules["dimensions"][0]["criteria"][0]["division_marks"] == {"all": "12"}
    assert [part["share"] for part in rules["parts"]] == ["0.3", "0.7"]
    assert (rules["quota"]["ties"], rules["rounding"]["mode"]) == ("in", "half_even")


def test_rows_that_are_emptied_are_gone():
    empty = {f"grades__{at}__{word}": "" for at in (0, 1) for word in ("name", "at_least", "quota")}
    form = filled(rules_in(PARTED), rank_by__1__by="", rank_by__3__by="", **empty)
    rules = form.draft()
    assert rules["grades"] == []
    assert [key["by"] for key in rules["rank_by"]] == ["total", "done", "doing"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("rank_by", 1, "by"), "rank_by.2.by"),
        (("grades", 0), "grades.0.name"),
        (("parts",), "parts.0.share"),
        (("dimensions", 1, "criteria", 0, "params", "cap"), "dimensions.1.criteria.0.params"),
        (("entrants", 0, "name"), "__all__"),
    ],
)
def test_fault_stands_at_the_field_it_is_of_or_nearest_to(path, field):
    form = filled(rules_in(PARTED), rank_by__1__by="")
    form.draft()
    form.add_problems([(path, "原来的", "应为别的")], PARTED)
    (found,) = form.errors
    assert found == field
    assert (form.non_field_errors() == ["参赛单位“部门0”·名称：应为别的（现为：原来的）"]) is (field == "__all__")
