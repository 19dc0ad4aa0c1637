"""What a contest file must agree with itself about: every fault, each with its path."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from contests.enums import Cadence, Colour
from contests.exchange.contest_file.rule_checks import rule_problems
from contests.exchange.contest_file.rules_schema import CriterionPart
from contests.exchange.contest_file.safe_yaml import Path
from contests.exchange.contest_file.schema import ContestPart, EntrantPart
from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import ParamError

Problem = tuple[Path, object, str]

FINENESS = Cadence.values
RESERVED = {TOTAL: "总分", COMBINED: "综合榜"}
# Addresses of the office, now and to come, that stand where those of a contest would.
OFFICE_PAGES = {"accounts", "contests", "holidays", "log", "new", "robots", "setup", "teams"}


def problems(contest: ContestPart) -> list[Problem]:
    """Return (path, found, expected) of everything in the file that contradicts itself."""
    return list(
        chain(
            _slug(contest),
            _calendar(contest),
            _codes(contest),
            _departments(contest),
            _entrants(contest),
            _criteria(contest),
            _keys(contest),
            _boards(contest),
            rule_problems(contest),
        )
    )


def _slug(contest: ContestPart) -> Iterator[Problem]:
    if contest.slug in OFFICE_PAGES:
        yield ("slug",), contest.slug, "这个代码是系统页面的地址，请换一个"


def _calendar(contest: ContestPart) -> Iterator[Problem]:
    calendar = contest.calendar
    if calendar.ends_on < calendar.starts_on:
        yield ("calendar", "ends_on"), calendar.ends_on, f"应不早于开始日期 {calendar.starts_on}"
    elif (calendar.ends_on - calendar.starts_on).days > 366 * 5:
        yield ("calendar", "ends_on"), calendar.ends_on, "一项竞赛最长五年"


def _repeated(values: Sequence[str], path: Path, last: str, what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield (*path, index, last), value, f"{what}不能重复"
        seen.add(value)


def _codes(contest: ContestPart) -> Iterator[Problem]:
    for field, rows in (
        ("departments", contest.departments),
        ("divisions", contest.divisions),
        ("entrants", contest.entrants),
        ("dimensions", contest.dimensions),
    ):
        yield from _repeated([row.code for row in rows], (field,), "code", "代码")
    yield from _repeated([entrant.name for entrant in contest.entrants], ("entrants",), "name", "名称")
    yield from _repeated([dimension.name for dimension in contest.dimensions], ("dimensions",), "name", "名称")
    taken = {TOTAL, COMBINED, *(dimension.code for dimension in contest.dimensions)}
    for at, dimension in enumerate(contest.dimensions):
        if dimension.code in RESERVED:
            yield (
                ("dimensions", at, "code"),
                dimension.code,
                f"{dimension.code} 专指{RESERVED[dimension.code]}，请换一个代码",
            )
        for index, criterion in enumerate(dimension.criteria):
            if criterion.code in taken:
                yield (
                    ("dimensions", at, "criteria", index, "code"),
                    criterion.code,
                    "指标代码不能重复，也不能与维度相同",
                )
            taken.add(criterion.code)


def _departments(contest: ContestPart) -> Iterator[Problem]:
    known: set[str] = set()
    for index, department in enumerate(contest.departments):
        if department.parent is not None and department.parent not in known:
            yield ("departments", index, "parent"), department.parent, "上级单位应先列出"
        known.add(department.code)
    if contest.host not in known:
        yield ("host",), contest.host, "应为 departments 中列出的单位"


def _entrants(contest: ContestPart) -> Iterator[Problem]:
    departments = {department.code for department in contest.departments}
    divisions = {division.code for division in contest.divisions}
    expected = f"应为组别之一：{'、'.join(sorted(divisions))}"
    for index, entrant in enumerate(contest.entrants):
        if entrant.department not in departments:
            yield ("entrants", index, "department"), entrant.department, "应为 departments 中列出的单位"
        if entrant.division not in divisions:
            yield ("entrants", index, "division"), entrant.division, expected
        yield from _moves(contest, entrant, ("entrants", index))


def _moves(contest: ContestPart, entrant: EntrantPart, path: Path) -> Iterator[Problem]:
    divisions = {division.code for division in contest.divisions}
    day = contest.calendar.starts_on
    if entrant.joins_on is not None:
        yield from _joining(entrant.joins_on, day, (*path, "joins_on"))
        day = entrant.joins_on
    for step, move in enumerate(entrant.moves):
        at: Path = (*path, "moves", step)
        if move.division not in divisions:
            yield (*at, "division"), move.division, f"应为组别之一：{'、'.join(sorted(divisions))}"
        if move.starts_on.weekday() != 0:
            yield (*at, "starts_on"), move.starts_on, "应为星期一：变动从下一周起"
        if move.starts_on <= day:
            yield (*at, "starts_on"), move.starts_on, f"应晚于 {day}"
        day = max(day, move.starts_on)


def _joining(joins_on: date, starts_on: date, path: Path) -> Iterator[Problem]:
    if joins_on <= starts_on:
        yield path, joins_on, f"应晚于开始日期 {starts_on}；与竞赛同时开始的不写"
    elif joins_on.weekday() != 0:
        yield path, joins_on, "应为星期一：从下一周起参赛"


def _criteria(contest: ContestPart) -> Iterator[Problem]:
    divisions = {division.code for division in contest.divisions}
    longest = max(FINENESS.index(cadence) for cadence in contest.calendar.ranked)
    for at, dimension in enumerate(contest.dimensions):
        for index, criterion in enumerate(dimension.criteria):
            path: Path = ("dimensions", at, "criteria", index)
            yield from _method(criterion, path)
            if FINENESS.index(criterion.cadence) > longest:
                yield (*path, "cadence"), criterion.cadence.value, "不能长于参加排名的周期（calendar.ranked）"
            for division in criterion.division_marks:
                if division not in divisions:
                    yield (*path, "division_marks", division), division, "应为组别代码"


def _method(criterion: CriterionPart, path: Path) -> Iterator[Problem]:
    if criterion.method not in METHODS:
        yield (*path, "method"), criterion.method, f"应为计分方法之一：{'、'.join(METHODS)}"
        return
    try:
        METHODS[criterion.method].parse(criterion.params)
    except ParamError as error:
        for fault in error.faults:
            yield (*path, "params", *_steps(fault.name)), fault.found, fault.expected


def _steps(name: str) -> Iterator[str | int]:
    """Yield the steps to a parameter inside another: bands[1].from → bands, 1, from."""
    for word in name.replace("]", "").replace("[", ".").split("."):
        yield int(word) if word.isdigit() else word


def _keys(contest: ContestPart) -> Iterator[Problem]:
    dimensions = {dimension.code for dimension in contest.dimensions}
    criteria = {criterion.code for dimension in contest.dimensions for criterion in dimension.criteria}
    for index, key in enumerate(contest.rank_by):
        if key.by not in {TOTAL} | dimensions | criteria:
            yield ("rank_by", index, "by"), key.by, "应为 total、维度代码或指标代码"
    yield from _late_keys(contest)


def _boards(contest: ContestPart) -> Iterator[Problem]:
    dimensions = {dimension.code for dimension in contest.dimensions}
    for index, board in enumerate(contest.boards):
        if board.scope == COMBINED and not contest.combined:
            yield ("boards", index, "scope"), COMBINED, "没有综合榜：应先写 combined: true"
        elif board.scope not in {TOTAL, COMBINED} | dimensions:
            yield ("boards", index, "scope"), board.scope, f"应为 total 或维度代码：{'、'.join(sorted(dimensions))}"
    yield from _board_divisions(contest)


def _board_divisions(contest: ContestPart) -> Iterator[Problem]:
    """A division has at most one rule for a list of a scope."""
    divisions = {division.code for division in contest.divisions}
    ruled: set[tuple[str, Colour, str]] = set()
    for index, board in enumerate(contest.boards):
        if board.divisions and board.scope == COMBINED:
            yield ("boards", index, "divisions"), "、".join(board.divisions), "综合榜是各组合在一起排的，不分组别"
        for place, division in enumerate(board.divisions):
            if division not in divisions:
                yield ("boards", index, "divisions", place), division, f"应为组别之一：{'、'.join(sorted(divisions))}"
        own = {(board.scope, board.colour, division) for division in board.divisions or divisions}
        if own & ruled:
            yield ("boards", index, "colour"), board.colour.value, "同一范围、同一组别的同一榜只写一条规则"
        ruled |= own


def _late_keys(contest: ContestPart) -> Iterator[Problem]:
    """A key that is entered less often than the contest is ranked would be missing from the shorter boards."""
    shortest = min(FINENESS.index(cadence) for cadence in contest.calendar.ranked)
    for index, key in enumerate(contest.rank_by):
        cadences = [
            FINENESS.index(criterion.cadence)
            for dimension in contest.dimensions
            for criterion in dimension.criteria
            if key.by in (dimension.code, criterion.code)
        ]
        if cadences and min(cadences) > shortest:
            yield ("rank_by", index, "by"), key.by, "这一项的填报周期长于最短的排名周期，不能作为排名依据"
