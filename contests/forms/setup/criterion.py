"""One criterion: what is entered, how it makes points, what several periods or a missing figure count as."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from django.forms import BoundField

from contests.enums import Cadence
from contests.forms.paths import PathForm
from contests.forms.setup.param_fields import ShownParam, lay_params, shown_params, taken_params
from contests.forms.setup.rows import Column, free_codes
from contests.forms.setup.stages import lay_stages, shown_stages, taken_roll_up
from contests.scoring.methods import METHODS
from contests.selectors.trials.rule_lines import MISSING

Spec = Mapping[str, Any]

NEW = "+"
BLANK: Spec = {
    "name": "",
    "full_marks": "",
    "division_marks": {},
    "weight": "1",
    "cadence": Cadence.MONTH.value,
    "method": "points",
    "params": {},
    "roll_up": "mean",
    "missing": "unranked",
    "unit": "",
    "places": None,
}
PLACES = {"": "同竞赛"} | {str(number): str(number) for number in range(5)}


class CriterionForm(PathForm):
    """The fields of a criterion, those of its method's parameters among them; `method` is what it is asked about."""

    title = "指标"

    def __init__(self, data: Any = None, *, spec: Spec, code: str | None = None, method: str | None = None) -> None:
        """Lay out the fields of the criterion of a code, blank ones for a new one."""
        super().__init__(data)
        self.is_new = code is None
        self._code = code
        self._at = _find(spec, code) if code is not None else None
        at = self._at
        self._row: Spec = spec["dimensions"][at[0]]["criteria"][at[1]] if at else BLANK
        chosen = (data.get("method") if data else method) or self._row["method"]
        self.method = chosen if chosen in METHODS else self._row["method"]
        self._params: Spec = self._row["params"] if self.method == self._row["method"] else {}
        self._divisions = {row["code"]: row["name"] for row in spec["divisions"]}
        dimensions = {row["code"]: row["name"] for row in spec["dimensions"]} | {NEW: "＋ 新维度"}
        for column in self._columns(dimensions):
            self.fields[column.key] = column.field(column.label)
            value = self._row.get(column.key)
            self.initial[column.key] = "" if value is None else str(value)
        self.initial["method"] = self.method
        self.initial["dimension"] = spec["dimensions"][at[0] if at else 0]["code"]
        for division, label in self._divisions.items() if len(self._divisions) > 1 or self.has_marks() else ():
            name = f"division_marks.{division}"
            self.fields[name] = Column(name, label, kind="figure").field(label)
            self.initial[name] = self._row["division_marks"].get(division, "")
        swap = {"hx-get": "", "hx-trigger": "change", "hx-target": "#params"}
        self.fields["method"].widget.attrs |= swap
        lay_stages(self, self._row["roll_up"])
        lay_params(self, self.method, self._params)

    def _columns(self, dimensions: Mapping[str, str]) -> Iterator[Column]:
        yield Column("name", "名称")
        if self.is_new:
            yield Column("code", "代码（可不填）")
        yield Column("dimension", "维度", dimensions)
        yield Column("dimension_name", "新维度的名称（选“新维度”时填）")
        yield Column("full_marks", "满分", kind="figure")
        yield Column("weight", "权重", kind="figure")
        yield Column("cadence", "填报周期", dict(Cadence.choices))
        yield Column("unit", "计量单位（可不填）")
        yield Column("missing", "未填报的单位", MISSING)
        yield Column("places", "得分小数位数", PLACES)
        yield Column("method", "计分方法", {name: method.label for name, method in METHODS.items()})

    def basics(self) -> list[BoundField]:
        """Return the fields before the method's."""
        return [field for field in self if "." not in field.name and field.name not in ("method", "roll_up")]

    def method_field(self) -> BoundField:
        """Return the field of the method; another one brings its own parameters with it."""
        return self["method"]

    def roll_up_field(self) -> BoundField:
        """Return the field of the roll-up."""
        return self["roll_up"]

    def has_marks(self) -> bool:
        """Return whether a division has full marks of its own."""
        return bool(self._row["division_marks"])

    def is_staged(self) -> bool:
        """Return whether the roll-up goes step by step."""
        return not isinstance(self._row["roll_up"], str)

    def marks(self) -> list[BoundField]:
        """Return the fields of full marks by division."""
        return [field for field in self if field.name.startswith("division_marks.")]

    def params(self) -> list[ShownParam]:
        """Return the parameters of the method with their fields."""
        return list(shown_params(self, self.method))

    def stages(self) -> list[tuple[str, list[BoundField]]]:
        """Return the steps of a staged roll-up with their fields."""
        return shown_stages(self)

    def draft(self, spec: Spec) -> dict[str, Any]:
        """Return the contest with the criterion as filled in, in the dimension that was chosen."""
        dimensions: list[dict[str, Any]] = deepcopy(spec["dimensions"])
        chosen = self.cleaned_data.get("dimension", "")
        here = self._at is not None and dimensions[self._at[0]]["code"] == chosen
        if self._at is not None and not here:
            del dimensions[self._at[0]]["criteria"][self._at[1]]
        place = next((at for at, row in enumerate(dimensions) if row["code"] == chosen), len(dimensions))
        if place == len(dimensions):
            dimensions.append(self._new_dimension(spec))
            self.moved["dimensions", place] = "dimension_name"
        criteria = dimensions[place]["criteria"]
        index = self._at[1] if here and self._at else len(criteria)
        path = ("dimensions", place, "criteria", index)
        self.moved[path] = ""
        criteria[index : index + 1] = [self._taken(spec, path)]
        return {**spec, "dimensions": dimensions}

    def _new_dimension(self, spec: Spec) -> dict[str, Any]:
        code = next(free_codes("d", _codes(spec)))
        return {
            "code": code,
            "name": self.cleaned_data.get("dimension_name", ""),
            "weight": "1",
            "part": spec["parts"][0]["code"] if spec["parts"] else None,
            "full_marks": None,
            "criteria": [],
        }

    def _taken(self, spec: Spec, path: tuple[str | int, ...]) -> dict[str, Any]:
        found = {name: self.cleaned_data.get(name, "") for name in BLANK if name in self.fields}
        marks = {code: self.cleaned_data.get(f"division_marks.{code}", "") for code in self._divisions}
        code = self._code or self.cleaned_data.get("code") or next(free_codes("k", _codes(spec)))
        return {
            **self._row,
            **found,
            "code": code,
            "places": found["places"] or None,
            "division_marks": {code: text for code, text in marks.items() if text},
            "roll_up": taken_roll_up(self, self._row["roll_up"]),
            "params": taken_params(self, self.method, self._params, path),
        }


def _find(spec: Spec, code: str) -> tuple[int, int]:
    """Return where the criterion of a code stands. Raises LookupError where there is none."""
    for at, dimension in enumerate(spec["dimensions"]):
        for index, criterion in enumerate(dimension["criteria"]):
            if criterion["code"] == code:
                return at, index
    raise LookupError(code)


def _codes(spec: Spec) -> set[str]:
    return {row["code"] for one in spec["dimensions"] for row in (one, *one["criteria"])}
