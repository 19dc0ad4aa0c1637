"""The draft of rules that the office tries out; what a value may be is for the checks of the contest file to say."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from django import forms

from contests.enums import Colour
from contests.forms.draft_tables import Cell, Row, Rules, Table, tables
from contests.forms.paths import Path, PathForm, name_of
from contests.models.trials import rules_digest
from contests.selectors.trials.rule_lines import BOUNDS, scope_names

# Room for new rows: that many beside those that are filled in, and at least so many in all.
SPARE, KEYS, GRADES = 1, 4, 5

CONDITIONS = ("places", *BOUNDS)
BLANK_BOARD = {**dict.fromkeys(CONDITIONS), "combine": "all", "border_ties": "in"}
BLANK_KEY = {"by": "", "order": "desc"}
BLANK_GRADE = {"name": "", "at_least": None, "quota": None}


class ShownRow(NamedTuple):
    """A row with its fields in place of its cells."""

    heading: str
    leads: bool
    cells: list[Any]


class Notation(NamedTuple):
    """How values stand in the contest file: read raises ValueError, write and write_roll_up give one line."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    write_roll_up: Callable[[Any], str]


class WrittenField(forms.CharField):
    """A value in the notation of the contest file; None where nothing is written."""

    def __init__(self, *, read: Callable[[str], Any], **options: Any) -> None:
        """Keep how it is read."""
        super().__init__(**options)
        self._read = read

    def to_python(self, value: Any) -> Any:
        """Return the value. Raises ValidationError with what is wrong with its text."""
        text = super().to_python(value)
        try:
            return self._read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class DraftForm(PathForm):
    """A field for every value of the rules that may be tried out, named by its path.

    The `basis` tells the rules that the page was made from: where others hold by now, the fields no longer fit.
    """

    basis = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rules: Rules, divisions: Mapping[str, str], notation: Notation) -> None:
        """Lay out the fields, filled in as the rules are."""
        super().__init__(data)
        self._digest = rules_digest(rules)
        self._given = len(rules["boards"])
        self._rules = _with_room(rules)
        self._tables = self._laid(divisions)
        self.initial["basis"] = self._digest
        for cell in self._cells():
            self.fields[cell.name] = _field(cell, notation)
            self.initial[cell.name] = _shown(cell, _at(self._rules, cell.path), notation)

    def _laid(self, divisions: Mapping[str, str]) -> list[Table]:
        """Return what may be changed."""
        return tables(self._rules, divisions)

    def _cells(self) -> list[Cell]:
        return [cell for table in self._tables for row in table.rows for cell in row.cells if isinstance(cell, Cell)]

    def shown(self) -> list[tuple[Table, list[ShownRow]]]:
        """Return the tables with their rows of fields."""
        return [(table, [self._shown(row) for row in table.rows]) for table in self._tables]

    def _shown(self, row: Row) -> ShownRow:
        return ShownRow(
            row.heading, row.leads, [self[cell.name] if isinstance(cell, Cell) else cell for cell in row.cells]
        )

    def clean_basis(self) -> str:
        """Refuse a page made from other rules."""
        if self.cleaned_data["basis"] != self._digest:
            raise forms.ValidationError("规则已另立新版，请重新打开本页再改")
        return self._digest

    def draft(self) -> dict[str, Any]:
        """Return the rules as they were filled in, without the rows that were left blank."""
        rules = deepcopy(self._rules)
        for cell in self._cells():
            found = self.cleaned_data.get(cell.name)
            if cell.is_written:
                found = deepcopy(cell.blank) if found is None else found
            elif cell.is_text:
                found = found or ""
            else:
                found = found or None
            _at(rules, cell.path[:-1])[cell.path[-1]] = found
        kept = {
            "boards": [
                at for at, row in enumerate(rules["boards"]) if at < self._given or _has(row, *CONDITIONS, "kept")
            ],
            "rank_by": [at for at, row in enumerate(rules["rank_by"]) if _has(row, "by")],
            "grades": [at for at, row in enumerate(rules["grades"]) if _has(row, *BLANK_GRADE)],
        }
        self.moved = {
            (name, place): name_of((name, at)) for name, rows in kept.items() for place, at in enumerate(rows)
        }
        return rules | {name: [rules[name][at] for at in rows] for name, rows in kept.items()}

    def told_beside(self, name: str, path: Path, expected: str) -> str:
        """Return a fault as it stands beside its field: with the way into what is written there."""
        where = ".".join(str(step) for step in path[name.count(".") + 1 :])
        return f"{where}：{expected}" if where else expected


def _shown(cell: Cell, value: Any, notation: Notation) -> str:
    """Return what stands in a field at first; blank where that says the same."""
    if value == cell.blank:
        return ""
    if not cell.is_written:
        return str(value)
    return notation.write_roll_up(value) if cell.path[-1] == "roll_up" else notation.write(value)


def _field(cell: Cell, notation: Notation) -> forms.Field:
    shown = {"aria-label": cell.label}
    if cell.is_written:
        area = forms.Textarea(attrs=shown | {"rows": 1, "spellcheck": "false"})
        return WrittenField(label=cell.label, required=False, widget=area, read=notation.read)
    if cell.choices is not None:
        widget = forms.Select(attrs=shown)
        return forms.ChoiceField(label=cell.label, choices=list(cell.choices.items()), required=False, widget=widget)
    mode = {} if cell.is_text else {"inputmode": "decimal", "class": "office-figure"}
    return forms.CharField(label=cell.label, required=False, widget=forms.TextInput(attrs=shown | mode))


def _with_room(rules: Rules) -> dict[str, Any]:
    """Return a copy of rules with a row for every list of every scope, and blank rows to be filled in."""
    roomy = deepcopy(dict(rules))
    there = {(board["scope"], board["colour"]) for board in roomy["boards"]}
    lists = [(scope, colour) for scope in scope_names(roomy) for colour in Colour.values]
    roomy["boards"] = [BLANK_BOARD | board for board in roomy["boards"]] + [
        {"scope": scope, "colour": colour} | BLANK_BOARD for scope, colour in lists if (scope, colour) not in there
    ]
    for name, blank, least in (("rank_by", BLANK_KEY, KEYS), ("grades", BLANK_GRADE, GRADES)):
        spare = max(least - len(roomy[name]), SPARE)
        roomy[name] += [dict(blank) for _ in range(spare)]
    return roomy


def _has(row: Rules, *words: str) -> bool:
    return any(row.get(word) for word in words)


def _at(rules: Any, path: Path) -> Any:
    """Return what stands at a path."""
    for step in path:
        rules = rules[step]
    return rules
