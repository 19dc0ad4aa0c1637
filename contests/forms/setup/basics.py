"""What a contest is called, when it runs, how its figures are entered, contested and rounded."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from contests.enums import Cadence
from contests.forms.paths import PathForm
from contests.forms.setup.rows import Column
from contests.selectors.trials.rule_lines import MODES

Spec = Mapping[str, Any]

PLACES = {str(number): str(number) for number in range(5)}


class Group(NamedTuple):
    """Fields under one title."""

    title: str
    columns: tuple[Column, ...]


GROUPS = (
    Group(
        "名称",
        (
            Column("name", "竞赛名称"),
            Column("publisher", "发布单位"),
            Column("supervision_phone", "监督电话（印在海报上，可不填）"),
        ),
    ),
    Group(
        "日程",
        (
            Column("calendar.starts_on", "开始日期", kind="day"),
            Column("calendar.ends_on", "结束日期", kind="day"),
            Column("calendar.entry_days", "期末后几天内填报", kind="figure"),
            Column("calendar.appeal_days", "公示期（工作日，0 为不设）", kind="figure"),
            Column("calendar.black_days", "黑榜公开天数（0 为不限）", kind="figure"),
        ),
    ),
    Group(
        "得分",
        (
            Column("score_label", "分数名称"),
            Column("jump_factor", "比历史数据大或小几倍时提醒", kind="figure"),
            Column("rounding.criterion", "指标小数位数", PLACES),
            Column("rounding.total", "得分小数位数", PLACES),
            Column("rounding.mode", "进位方式", MODES),
        ),
    ),
)
RANKED = "calendar.ranked"


class BasicsForm(PathForm):
    """The fields by the paths of their values."""

    title = "名称和日程"
    note = "已有数据的考评期不能因日程的改动而移动。"

    def __init__(self, data: Any = None, *, spec: Spec) -> None:
        """Lay out the fields, filled in as the contest is."""
        super().__init__(data)
        for group in GROUPS:
            for column in group.columns:
                self.fields[column.key] = column.field(column.label)
                self.initial[column.key] = _at(spec, column.key)
        self.fields[RANKED] = forms.MultipleChoiceField(
            label="按什么周期排名", choices=Cadence.choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.initial[RANKED] = spec["calendar"]["ranked"]

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Return the fields under their titles."""
        return [(group.title, [self[column.key] for column in group.columns]) for group in GROUPS]

    def ranked(self) -> BoundField:
        """Return the field of the cadences that are ranked."""
        return self[RANKED]

    def draft(self, spec: Spec) -> dict[str, Any]:
        """Return the contest with what was filled in."""
        draft = {**spec, "calendar": dict(spec["calendar"]), "rounding": dict(spec["rounding"])}
        for group in GROUPS:
            for column in group.columns:
                *above, last = column.key.split(".")
                inside: dict[str, Any] = draft[above[0]] if above else draft
                inside[last] = column.value(self.cleaned_data.get(column.key, ""))
        chosen = self.cleaned_data.get(RANKED, [])
        kept = [cadence for cadence in spec["calendar"]["ranked"] if cadence in chosen]
        draft["calendar"]["ranked"] = kept + [cadence for cadence in chosen if cadence not in kept]
        return draft


def _at(spec: Any, path: str) -> str:
    for step in path.split("."):
        spec = spec[step]
    return str(spec)
