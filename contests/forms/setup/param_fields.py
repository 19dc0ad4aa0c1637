"""The fields of a method's parameters on a criterion's page, and the parameters as they were filled in."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from contests.forms.paths import Path, PathForm
from contests.forms.setup.params import KEY, PARAMS, VALUE, AnyParam, GroupParam, Param, TableParam
from contests.forms.setup.rows import Column

Params = Mapping[str, Any]

SPARE = 3
WORDS = {"true": True, "false": False}


class ShownParam(NamedTuple):
    """A parameter as the page shows it: fields one under another, or rows of them under headings."""

    label: str
    fields: list[BoundField]
    headings: list[str]
    rows: list[list[BoundField]]


def lay_params(form: PathForm, method: str, params: Params) -> None:
    """Add the fields of a method's parameters to a form, filled in as they are."""
    for param in PARAMS.get(method, ()):
        if isinstance(param, TableParam):
            _lay_table(form, param, params.get(param.name))
        elif isinstance(param, GroupParam):
            inside = params.get(param.name) or {}
            for one in param.params:
                _lay(form, f"params.{param.name}.{one.name}", one, inside)
        else:
            _lay(form, f"params.{param.name}", param, params)


def _lay(form: PathForm, name: str, param: Param, params: Params) -> None:
    form.fields[name] = Column(name, param.label, param.choices, kind="figure").field(param.label)
    if param.null:
        form.fields[name].widget.attrs.pop("inputmode")
    form.initial[name] = _shown(param, params)


def _shown(param: Param, params: Params) -> str:
    """Return the text that stands for a parameter in its field."""
    if param.name not in params:
        return ""
    value = params[param.name]
    if value is None:
        return param.null
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "" if param.choices is not None and text not in param.choices else text


def _rows(param: TableParam, found: Any) -> list[dict[str, Any]]:
    if param.pairs:
        return [{KEY: key, VALUE: value} for key, value in (found or {}).items()]
    return [dict(row) for row in found or ()]


def _lay_table(form: PathForm, param: TableParam, found: Any) -> None:
    rows = _rows(param, found)
    for at in range(len(rows) + SPARE):
        for key, label in param.columns.items():
            name = f"params.{param.name}.{at}.{key}"
            kind = "text" if key == KEY else "figure"
            form.fields[name] = Column(key, label, kind=kind).field(f"{label} 第 {at + 1} 行")
            value = rows[at][key] if at < len(rows) else None
            form.initial[name] = "" if value is None else str(value)


def shown_params(form: PathForm, method: str) -> Iterator[ShownParam]:
    """Yield the parameters of a method with their fields."""
    for param in PARAMS.get(method, ()):
        name = f"params.{param.name}"
        if isinstance(param, TableParam):
            rows = [[form[f"{name}.{at}.{key}"] for key in param.columns] for at in range(_length(form, param))]
            yield ShownParam(param.label, [], list(param.columns.values()), rows)
        elif isinstance(param, GroupParam):
            yield ShownParam(param.label, [form[f"{name}.{one.name}"] for one in param.params], [], [])
        else:
            yield ShownParam(param.label, [form[name]], [], [])


def _length(form: PathForm, param: TableParam) -> int:
    first = next(iter(param.columns))
    return sum(name.startswith(f"params.{param.name}.") and name.endswith(f".{first}") for name in form.fields)


def taken_params(form: PathForm, method: str, params: Params, path: Path) -> dict[str, Any]:
    """Return the parameters as filled in, for a criterion at a path; what was left alone stays as it was written."""
    taken: dict[str, Any] = {}
    for param in PARAMS.get(method, ()):
        found, given = _taken(form, param, params, path)
        if given:
            taken[param.name] = found
    return taken


def _taken(form: PathForm, param: AnyParam, params: Params, path: Path) -> tuple[Any, bool]:
    if isinstance(param, TableParam):
        found = _taken_rows(form, param, params.get(param.name), (*path, "params", param.name))
        return found, bool(found)
    if isinstance(param, GroupParam):
        inside = params.get(param.name) or {}
        values = [(one.name, _value(form, f"params.{param.name}.{one.name}", one, inside)) for one in param.params]
        group = {name: value for name, (value, given) in values if given}
        return group, bool(group)
    return _value(form, f"params.{param.name}", param, params)


def _value(form: PathForm, name: str, param: Param, params: Params) -> tuple[Any, bool]:
    text = form.cleaned_data.get(name, "")
    if text == _shown(param, params) and param.name in params:
        return params[param.name], True
    if text == param.null:
        return None, bool(text)
    return WORDS.get(text, text), bool(text)


def _taken_rows(form: PathForm, param: TableParam, found: Any, path: Path) -> Any:
    before = _rows(param, found)
    rows: list[dict[str, Any]] = []
    for at in range(len(before) + SPARE):
        texts = {key: form.cleaned_data.get(f"params.{param.name}.{at}.{key}", "") for key in param.columns}
        if not any(texts.values()):
            continue
        old = before[at] if at < len(before) else {}
        row = {key: old[key] if key in old and _text(old[key]) == text else text for key, text in texts.items()}
        step: Any = row[KEY] if param.pairs else len(rows)
        step = int(step) if str(step).isdecimal() else step
        if (*path, step) in form.moved:
            form.add_error(f"params.{param.name}.{at}.{KEY}", forms.ValidationError("同一名称写了两次"))
        form.moved[(*path, step)] = f"params.{param.name}.{at}" + (f".{VALUE}" if param.pairs else "")
        rows.append(row if param.pairs else {key: None if value == "" else value for key, value in row.items()})
    return {row[KEY]: row[VALUE] for row in rows} if param.pairs else rows


def _text(value: Any) -> str:
    return "" if value is None else str(value)
