"""One value of a contest file on a line of its own, as it is written in the file."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from contests.errors import FileError
from contests.exchange.contest_file import safe_yaml
from contests.exchange.contest_file.rules_schema import StagePart
from contests.exchange.contest_file.writing import Dumper, Number

LONGEST = 4000
# It reads back as the same text; a whole number would be read as a number, which is not the same to every reader.
FIGURE = re.compile(r"-?[0-9]{1,11}\.[0-9]{1,4}")


def write_value(value: Any) -> str:
    """Return a value as text, in one line; read_value gives the same value back."""
    text = yaml.dump(_figures(value), Dumper=Dumper, default_flow_style=True, allow_unicode=True, width=LONGEST)
    return text.removesuffix("...\n").strip()


def write_roll_up(roll_up: str | Mapping[str, Any]) -> str:
    """Return a roll-up as text, without what is so where nothing is written."""
    if isinstance(roll_up, str):
        return roll_up
    return write_value({to: _short(stage) for to, stage in roll_up.items()})


def _short(stage: Mapping[str, Any]) -> Any:
    by = stage["by"]
    said = StagePart.model_validate(stage).model_dump(mode="json", exclude_defaults=True)
    return said if said.keys() - {"by"} else by


def read_value(text: str) -> Any:
    """Return the value of a text. Raises ValueError with what is wrong with it (Chinese)."""
    if len(text) > LONGEST:
        raise ValueError(f"最长 {LONGEST} 个字")
    try:
        return safe_yaml.load("", text).data
    except FileError as error:
        raise ValueError(error.faults[0].expected) from error


def _figures(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _figures(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_figures(inner) for inner in value]
    return Number.as_written(value) if isinstance(value, str) and FIGURE.fullmatch(value) else value
