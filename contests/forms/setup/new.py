"""A new contest: from little, or with the structure of another one."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from django import forms

from contests.enums import Cadence, Colour
from contests.forms.paths import PathForm
from contests.forms.setup.places import NEW, Places
from contests.forms.setup.rows import Column, free_codes
from contests.scoring.document import TOTAL

Spec = Mapping[str, Any]

HEAD = (
    Column("name", "竞赛名称"),
    Column("slug", "代码（小写字母、数字和 -，出现在网址里，定了不再变）"),
    Column("publisher", "发布单位"),
)
DAYS = (Column("calendar.starts_on", "开始日期", kind="day"), Column("calendar.ends_on", "结束日期", kind="day"))


class PlacesOf(Protocol):
    """Looks up the departments under a host, given by its code."""

    def __call__(self, host: str) -> Places:
        """Return them."""


class NewForm(PathForm):
    """What every new contest is asked: its name and code, whose it is, when it runs."""

    how = ""

    def __init__(self, data: Any = None, *, hosts: Mapping[str, str]) -> None:
        """Offer the departments that may be hosts."""
        super().__init__(data)
        self.auto_id = f"id_{self.how}_%s"
        for column in (*HEAD, Column("host", "主办单位", hosts), *DAYS):
            self.fields[column.key] = column.field(column.label)

    def head(self) -> dict[str, Any]:
        """Return what was filled in of it, as values of a contest file."""
        columns = {column.key: column.value(self.cleaned_data.get(column.key, "")) for column in (*HEAD, *DAYS)}
        calendar = {key.removeprefix("calendar."): columns.pop(key) for key in [column.key for column in DAYS]}
        return {**columns, "host": self.cleaned_data.get("host", ""), "calendar": calendar}


class BlankForm(NewForm):
    """A contest from little: its units by name, a first dimension with one criterion, a list of each colour."""

    how = "blank"

    def __init__(self, data: Any = None, *, hosts: Mapping[str, str]) -> None:
        """Add what a contest cannot be without."""
        super().__init__(data, hosts=hosts)
        ranked = Column("calendar.ranked", "按什么周期排名", dict(Cadence.choices))
        self.fields[ranked.key] = ranked.field(ranked.label)
        self.initial[ranked.key] = Cadence.MONTH.value
        units = forms.Textarea(attrs={"rows": 4})
        self.fields["units"] = forms.CharField(label="参赛单位，每行一个名称", required=False, widget=units)
        for column in (Column("dimension", "第一个维度"), Column("criterion", "它的第一个指标（评分，满分 100）")):
            self.fields[column.key] = column.field(column.label)

    def draft(self, places_of: PlacesOf) -> dict[str, Any]:
        """Return the contest; units that the host has under their name stay, the others are made."""
        head = self.head()
        places = places_of(head["host"])
        ranked = self.cleaned_data.get("calendar.ranked", "")
        entrants = list(self._entrants(places))
        self.moved |= {("dimensions", 0): "dimension", ("dimensions", 0, "criteria"): "criterion"}
        self.moved |= {("entrants", at): "units" for at in range(len(entrants))} | {("entrants",): "units"}
        criterion = {
            "code": "k1",
            "name": self.cleaned_data.get("criterion", ""),
            "full_marks": "100",
            "cadence": ranked,
            "method": "points",
        }
        return {
            "format": 1,
            **head,
            "calendar": {**head["calendar"], "ranked": [ranked]},
            "departments": places.parts({**head, "departments": []}, entrants),
            "divisions": [{"code": "all", "name": "参赛单位"}],
            "entrants": entrants,
            "dimensions": [{"code": "d1", "name": self.cleaned_data.get("dimension", ""), "criteria": [criterion]}],
            "boards": [{"scope": TOTAL, "colour": colour, "places": 1} for colour in Colour.values],
        }

    def _entrants(self, places: Places) -> Iterator[dict[str, Any]]:
        names = [line.strip() for line in self.cleaned_data.get("units", "").splitlines() if line.strip()]
        for name, code in zip(names, free_codes("e", ()), strict=False):
            department = places.department(places.code(name) or NEW, name)
            yield {"code": code, "name": name, "department": department, "division": "all"}


class CopyForm(NewForm):
    """A contest with the structure of another: everything but figures, moves and whose it is."""

    how = "copy"

    def __init__(self, data: Any = None, *, hosts: Mapping[str, str], sources: Mapping[str, str]) -> None:
        """Offer the contests that may be copied."""
        super().__init__(data, hosts=hosts)
        source = Column("source", "照哪一项竞赛", sources)
        self.fields = {"source": source.field(source.label), **self.fields}
        self.outside = 0

    def draft(self, places_of: PlacesOf, source: Spec) -> dict[str, Any]:
        """Return the contest; `outside` counts the entrants whose department is not the host's: they get the host."""
        head = self.head()
        places = places_of(head["host"])
        entrants = [{**row, "joins_on": None, "moves": []} for row in source["entrants"]]
        for row in entrants:
            if row["department"] not in places.own:
                row["department"] = head["host"]
                self.outside += 1
        return {
            **source,
            **head,
            "sample": False,
            "supervision_phone": "",
            "rules_from": None,
            "earlier_rules": [],
            "calendar": {**source["calendar"], **head["calendar"]},
            "departments": places.parts({**head, "departments": []}, entrants),
            "entrants": entrants,
        }
