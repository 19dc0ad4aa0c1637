"""Reading the parameters of a method: every fault at once, each with its path and what was expected (Chinese)."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from contests.scoring.decimals import HUNDRED
from contests.scoring.methods.base import ParamError, ParamFault

# Return what was found as a value; raise ValueError with what was expected, or ParamError with the faults inside.
Reader = Callable[[object], Any]
# Return the faults of parameters that do not go together, from what was given and what of it could be read.
Clashes = Callable[[Mapping[str, object], Mapping[str, Any]], Iterable[ParamFault]]

# As every figure of a contest file; a product of three of them still has room in the context of the engine.
WHOLE_DIGITS = 11
PLACES = Decimal("0.0001")


def no_clashes(params: Mapping[str, object], read: Mapping[str, Any]) -> Iterable[ParamFault]:
    """Return no fault: the parameters do not depend on each other."""
    return ()


def check_params(
    params: Mapping[str, object],
    readers: Mapping[str, Reader],
    required: Iterable[str] = (),
    clashes: Clashes = no_clashes,
) -> dict[str, Any]:
    """Return the given parameters, read. Raises ParamError with every fault."""
    known = "、".join(readers) or "无"
    faults = [ParamFault(name, params[name], f"没有这个参数，可用：{known}") for name in params if name not in readers]
    faults += [ParamFault(name, "", "缺少这一项") for name in required if name not in params]
    read, wrong = _read_all((name, params[name], reader) for name, reader in readers.items() if name in params)
    faults += [*wrong, *clashes(params, read)]
    if faults:
        raise ParamError(faults)
    return read


def _read_all(items: Iterable[tuple[str, object, Reader]]) -> tuple[dict[str, Any], list[ParamFault]]:
    """Return the values of (name, found, reader) by name, and the faults of those that could not be read."""
    read: dict[str, Any] = {}
    faults: list[ParamFault] = []
    for name, found, reader in items:
        try:
            read[name] = reader(found)
        except ParamError as error:
            faults += [fault.under(name) for fault in error.faults]
        except ValueError as error:
            faults.append(ParamFault(name, found, str(error)))
    return read, faults


def _figure(found: object, expected: str, fits: Callable[[Decimal], bool]) -> Decimal:
    """Read a figure that fits, of at most 11 digits before the point and 4 after it."""
    try:
        value = Decimal(str(found))
    except ArithmeticError:
        raise ValueError(expected) from None
    if not value.is_finite() or not fits(value):
        raise ValueError(expected)
    if value.adjusted() >= WHOLE_DIGITS or value != value.quantize(PLACES):
        raise ValueError(f"整数部分最多 {WHOLE_DIGITS} 位，小数最多 4 位")
    return value


def number(found: object) -> Decimal:
    """Read any figure."""
    return _figure(found, "应为数", lambda value: True)


def positive(found: object) -> Decimal:
    """Read a figure above 0."""
    return _figure(found, "应为大于 0 的数", lambda value: value > 0)


def not_negative(found: object) -> Decimal:
    """Read a figure from 0 on."""
    return _figure(found, "应为不小于 0 的数", lambda value: value >= 0)


def percent(found: object) -> Decimal:
    """Read a figure from 0 to 100."""
    return _figure(found, "应为 0 到 100 之间的数", lambda value: 0 <= value <= HUNDRED)


def flag(found: object) -> bool:
    """Read true or false."""
    if not isinstance(found, bool):
        raise ValueError("应为 true 或 false")
    return found


def or_none(reader: Callable[[object], Decimal]) -> Reader:
    """Return a reader that also takes null."""

    def read(found: object) -> Decimal | None:
        try:
            return None if found is None else reader(found)
        except ValueError as error:
            raise ValueError(f"{error}，或留空（null）") from None

    return read


def choice(*words: str) -> Reader:
    """Return a reader of one of some words."""

    def read(found: object) -> str:
        if found not in words:
            raise ValueError(f"应为 {'、'.join(words)} 之一")
        return str(found)

    return read


def word(what: str, longest: int) -> Reader:
    """Return a reader of the name of something, of 1 to so many characters."""

    def read(found: object) -> str:
        text = str(found)
        if not 0 < len(text) <= longest:
            raise ValueError(f"{what}应为 1 到 {longest} 个字")
        # They cannot be seen, and PostgreSQL refuses the first of them.
        if any(character < " " or character == "\x7f" for character in text):
            raise ValueError(f"{what}不能有换行和控制字符")
        return text

    return read


def mapping(key: Reader, value: Reader, expected: str) -> Reader:
    """Return a reader of at least one `key: value`; no two keys may read the same."""

    def read(found: object) -> dict[Any, Any]:
        if not isinstance(found, Mapping) or not found:
            raise ValueError(expected)
        names = [str(name) for name in found]
        if len(set(names)) < len(names):
            raise ValueError("同一名称写了两次")
        keys, wrong = _read_all((name, name, key) for name in names)
        values, faults = _read_all((name, given, value) for name, given in zip(names, found.values(), strict=True))
        if wrong or faults:
            raise ParamError([*wrong, *faults])
        return {keys[name]: values[name] for name in names}

    return read


def rows(row: Reader, expected: str) -> Reader:
    """Return a reader of a list of at least one row; faults are named [0], [1].from."""

    def read(found: object) -> list[Any]:
        if not isinstance(found, list | tuple) or not found:
            raise ValueError(expected)
        values, faults = _read_all((f"[{index}]", given, row) for index, given in enumerate(found))
        if faults:
            raise ParamError(faults)
        return list(values.values())

    return read
