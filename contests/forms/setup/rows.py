"""Lists of a contest as tables of fields: rows are changed, added, put in order and left out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms

from contests.forms.draft import ShownRow
from contests.forms.draft_tables import Table
from contests.forms.paths import Path, PathForm, name_of

Row = Mapping[str, Any]

NARROW = {"inputmode": "numeric", "class": "office-figure"}
LAST = 10_000
LINK, LISTED = "link", "listed"


class Link(NamedTuple):
    """A cell that leads to the row's own page."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Column:
    """One value of every row: its key, what it is called, what may be chosen (else it is typed).

    `kind` is text, figure, day, or listed for a text with a list to choose from; a link is no field, it leads to the
    page of the row.
    """

    key: str
    label: str
    choices: Mapping[str, str] | None = None
    kind: str = "text"

    def field(self, label: str) -> forms.Field:
        """Return the field for a row's value."""
        shown = {"aria-label": label}
        if self.choices is not None:
            widget = forms.Select(attrs=shown)
            return forms.ChoiceField(label=label, choices=list(self.choices.items()), required=False, widget=widget)
        if self.kind == "day":
            return forms.CharField(
                label=label, required=False, widget=forms.TextInput(attrs=shown | {"type": "date"}), max_length=10
            )
        if self.kind == LISTED:
            shown["list"] = f"{self.key}-list"
        mode = {"inputmode": "decimal", "class": "office-figure"} if self.kind == "figure" else {}
        return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs=shown | mode))

    def value(self, text: str) -> str | None:
        """Return what a text of the field means: nothing typed is an empty text, but no figure, day or choice."""
        return text if text or (self.kind == "text" and self.choices is None) else None


@dataclass(frozen=True, slots=True)
class Block:
    """A list: where it stands, its rows and so many blank ones, the columns, what a new row has beside them.

    New rows may be given a code; without one they get the first free of `code` and a number.
    """

    path: Path
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    what: str = "名称"
    spare: int = 0
    blank: Row = field(default_factory=dict)
    code: str = ""
    taken: Collection[str] = ()

    def named(self, at: int) -> str:
        """Return the name of a row's fields."""
        return name_of((*self.path, at))

    @property
    def fields(self) -> list[Column]:
        """Return the columns that can be filled in."""
        return [column for column in self.columns if column.kind != LINK]

    def link(self, at: int, column: Column) -> Link | None:
        """Return the link of a row in a column of links."""
        if column.kind != LINK:
            return None
        row = self.rows[at]
        return Link((column.choices or {}).get(row[column.key], row[column.key]), f"{row['code']}/")

    def heading(self, at: int) -> str:
        """Return what a row is called."""
        return str(self.rows[at].get("code", at + 1)) if at < len(self.rows) else "新增"


class RowsForm(PathForm):
    """Blocks of rows, each row with its place in the order; an existing one can be marked to be left out."""

    def lay(self, block: Block) -> None:
        """Add the fields of a block, filled in as its rows are."""
        for at in range(len(block.rows) + block.spare):
            name = block.named(at)
            row = block.rows[at] if at < len(block.rows) else None
            called = (row or {}).get("name") or f"新增第 {at - len(block.rows) + 1} 行"
            if row is None and block.code:
                self.fields[f"{name}.code"] = Column("code", "代码").field(f"{called} 代码")
            for column in block.fields:
                self.fields[f"{name}.{column.key}"] = column.field(f"{called} {column.label}")
                value = (block.blank if row is None else row).get(column.key)
                self.initial[f"{name}.{column.key}"] = "" if value is None else str(value)
            order = forms.TextInput(attrs=NARROW | {"aria-label": f"{called} 次序"})
            errors = {"invalid": "应为整数", "min_value": "应为整数", "max_value": "应为整数"}
            self.fields[f"{name}.order"] = forms.IntegerField(
                min_value=0, max_value=LAST, required=False, widget=order, error_messages=errors
            )
            if row is not None:
                self.initial[f"{name}.order"] = at + 1
                box = forms.CheckboxInput(attrs={"aria-label": f"删除 {called}", "class": "form-check-input"})
                self.fields[f"{name}.gone"] = forms.BooleanField(required=False, widget=box)

    def table(self, block: Block) -> tuple[Table, list[ShownRow]]:
        """Return a block as a table of fields."""
        columns = ("代码", *(column.label for column in block.columns), "次序", "删除")
        shown = []
        for at in range(len(block.rows) + block.spare):
            name, given = block.named(at), at < len(block.rows)
            cells = [block.link(at, column) or self[f"{name}.{column.key}"] for column in block.columns]
            ends = [self[f"{name}.order"], self[f"{name}.gone"] if given else ""]
            heading: Any = block.heading(at) if given or not block.code else self[f"{name}.code"]
            shown.append(ShownRow(heading, False, [*cells, *ends]))
        return Table(block.title, block.note, columns, ()), shown

    def taken(self, block: Block, path: Path) -> list[dict[str, Any]]:
        """Return the rows as filled in, in their order, without those left out; they will stand at a path."""
        kept = [at for at in range(len(block.rows) + block.spare) if self._is_kept(block, at)]
        kept.sort(key=lambda at: (self._order(block, at), at))
        for place, at in enumerate(kept):
            self.moved[(*path, place)] = block.named(at)
        codes = free_codes(block.code, {*block.taken, *(row.get("code", "") for row in block.rows)})
        return [self._row(block, at, codes) for at in kept]

    def _is_kept(self, block: Block, at: int) -> bool:
        if at < len(block.rows):
            return not self.cleaned_data.get(f"{block.named(at)}.gone")
        typed = [column.key for column in block.fields if column.choices is None] + ["code"]
        return any(self.cleaned_data.get(f"{block.named(at)}.{key}") for key in typed)

    def _order(self, block: Block, at: int) -> int:
        order = self.cleaned_data.get(f"{block.named(at)}.order")
        return LAST + 1 if order is None else order

    def _row(self, block: Block, at: int, codes: Iterator[str]) -> dict[str, Any]:
        name = block.named(at)
        row = dict(block.rows[at] if at < len(block.rows) else block.blank)
        if at >= len(block.rows) and block.code:
            row["code"] = self.cleaned_data.get(f"{name}.code") or next(codes)
        return row | {
            column.key: column.value(self.cleaned_data.get(f"{name}.{column.key}", "")) for column in block.fields
        }


def free_codes(start: str, taken: Collection[str]) -> Iterator[str]:
    """Yield the codes made of a start and a number that are not taken, as e3 and e4."""
    number = 0
    while True:
        number += 1
        if f"{start}{number}" not in taken:
            yield f"{start}{number}"
