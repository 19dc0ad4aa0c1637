"""Writing a contest as the file it could have come from."""

from decimal import Decimal
from typing import Any

import yaml

from contests.exchange.contest_file.schema import ContestPart


class Dumper(yaml.SafeDumper):
    """Lists indented under their name, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists too."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything in full."""
        return True


def write_contest_file(contest: dict[str, Any]) -> str:
    """Return the YAML text of a contest given as plain values; reading it gives the same values back."""
    part = ContestPart.model_validate(contest)
    plain = _numbers(part.model_dump(mode="python", exclude_defaults=True) | {"format": 1})
    return yaml.dump(plain, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=120)


def _numbers(value: Any) -> Any:
    """Return plain YAML values: numbers as written, days as text, enums as their value."""
    if isinstance(value, dict):
        return {str(key): _numbers(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else Number(value)
    if hasattr(value, "value"):
        return value.value
    return value.isoformat() if hasattr(value, "isoformat") else value


class Number(str):
    """A decimal that is written without quotes."""

    def __new__(cls, value: Decimal) -> "Number":
        """Return the figure as people write it."""
        return super().__new__(cls, f"{value.normalize():f}")

    @classmethod
    def as_written(cls, text: str) -> "Number":
        """Return a figure that is written as this text, with the zeros at its end."""
        return str.__new__(cls, text)


Dumper.add_representer(Number, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", str(number)))
