"""How several periods of a criterion become one: at once, or step by step from the shorter to the longer."""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField

from contests.enums import Cadence
from contests.forms.paths import PathForm
from contests.forms.setup.rows import Column
from contests.selectors.trials.rule_lines import ROLL_UPS, STAGE_MISSING

STAGED = "stages"
LONGER = {cadence.value: str(cadence.label) for cadence in (Cadence.MONTH, Cadence.QUARTER, Cadence.YEAR)}
NAME = "roll_up"


def lay_stages(form: PathForm, roll_up: str | Mapping[str, Any]) -> None:
    """Add the fields of a roll-up, filled in as it is."""
    how = {name: label for name, label in ROLL_UPS.items() if name != "weighted"} | {STAGED: "分级汇总（见下）"}
    form.fields[NAME] = Column(NAME, "一个考评期内有几期数据时", how).field("一个考评期内有几期数据时")
    staged = not isinstance(roll_up, str)
    form.initial[NAME] = STAGED if staged else roll_up
    for to, label in LONGER.items():
        stage = roll_up.get(to, {}) if not isinstance(roll_up, str) else {}
        for column in (
            Column("by", f"汇总到{label}", {"": "（不设）"} | ROLL_UPS),
            Column("missing", f"汇总到{label}时缺的", STAGE_MISSING),
            Column("weights", f"汇总到{label}的各期权重（按次序，空格隔开）"),
        ):
            name = f"{NAME}.{to}.{column.key}"
            form.fields[name] = column.field(column.label)
            value = stage.get(column.key, "")
            form.initial[name] = " ".join(map(str, value)) if isinstance(value, list) else value


def shown_stages(form: PathForm) -> list[tuple[str, list[BoundField]]]:
    """Return each step with its fields."""
    keys = ("by", "missing", "weights")
    return [(label, [form[f"{NAME}.{to}.{key}"] for key in keys]) for to, label in LONGER.items()]


def taken_roll_up(form: PathForm, old: str | Mapping[str, Any]) -> str | dict[str, Any]:
    """Return the roll-up as filled in; from where a step takes stays as the file has it."""
    how: str = form.cleaned_data.get(NAME, "")
    if how != STAGED:
        return how
    before: Mapping[str, Any] = {} if isinstance(old, str) else old
    stages = {}
    for to in LONGER:
        found = {key: form.cleaned_data.get(f"{NAME}.{to}.{key}", "") for key in ("by", "missing", "weights")}
        if found["by"]:
            weights = found["weights"].replace("，", " ").replace(",", " ").replace("、", " ").split()
            stages[to] = {
                "by": found["by"],
                "of": before.get(to, {}).get("of"),
                "missing": found["missing"] or "skip",
                "weights": weights,
            }
    return stages
