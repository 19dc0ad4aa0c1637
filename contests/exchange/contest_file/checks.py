"""What a contest file must agree with itself about: every fault, each with its path."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, pairwise

from contests.enums import Cadence
from contests.exchange.contest_file.board_checks import board_problems
from contests.exchange.contest_file.rule_checks import rule_problems
from contests.exchange.contest_file.rules_schema import CriterionPart, RankKeyPart
from contests.exchange.contest_file.safe_yaml import Path
from contests.exchange.contest_file.schema import ContestPart, EntrantPart, RulesPart
from contests.exchange.contest_file.unread import codes_of, is_read, judged
from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.methods import METHODS
from contests.scoring.methods.base import ParamError

Problem = tuple[Path, object, str]

FINENESS = Cadence.values
RESERVED = {TOTAL: "总分", COMBINED: "综合榜"}
# Addresses of the office, now and to come, that stand where those of a contest would.
OFFICE_PAGES = {"accounts", "contests", "holidays", "liaisons", "log", "new", "robots", "setup", "teams"}


def problems(contest: ContestPart) -> list[Problem]:
    """Return (path, found, expected) of everything that contradicts itself, as far as it could be read."""
    return list(
        chain(*(judged(check(contest)) for check in CHECKS), _rules(contest, ()), judged(_earlier_rules(contest)))
    )


def _rules(contest: ContestPart, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with the rules of a contest that stand at a path."""
    own = chain(*(judged(check(contest)) for check in RULES_CHECKS), board_problems(contest), rule_problems(contest))
    return (((*path, *at), found, expected) for at, found, expected in own)


def _earlier_rules(contest: ContestPart) -> Iterator[Problem]:
    for index, rules in enumerate(contest.earlier_rules):
        fields = {name: getattr(rules, name) for name in RulesPart.model_fields}
        yield from _rules(contest.model_copy(update=fields), ("earlier_rules", index))
    days = [(("earlier_rules", at, "rules_from"), rules.rules_from) for at, rules in enumerate(contest.earlier_rules)]
    for (_, before), (path, day) in pairwise([*days, (("rules_from",), contest.rules_from)]):
        if day is None or (before is not None and day <= before):
            yield path, day or "", f"应晚于上一版规则的 {before or '竞赛开始'}"


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
        if not is_read(value):
            continue
        if value in seen:
            yield (*path, index, last), value, f"{what}不能重复"
        seen.add(value)


def _repeated_codes(contest: ContestPart) -> Iterator[Problem]:
    for field in ("departments", "divisions", "entrants"):
        yield from judged(_repeated_in(contest, field, "code", "代码"))
    yield from judged(_repeated_in(contest, "entrants", "name", "名称"))


def _repeated_dimensions(contest: ContestPart) -> Iterator[Problem]:
    yield from judged(_repeated_in(contest, "dimensions", "code", "代码"))
    yield from judged(_repeated_in(contest, "dimensions", "name", "名称"))


def _repeated_in(contest: ContestPart, field: str, last: str, what: str) -> Iterator[Problem]:
    yield from _repeated([getattr(row, last) for row in getattr(contest, field)], (field,), last, what)


def _criterion_codes(contest: ContestPart) -> Iterator[Problem]:
    codes = (dimension.code for dimension in contest.dimensions)
    taken = {TOTAL, COMBINED, *(code for code in codes if is_read(code))}
    for at, dimension in enumerate(contest.dimensions):
        if is_read(dimension.code) and dimension.code in RESERVED:
            expected = f"{dimension.code} 专指{RESERVED[dimension.code]}，请换一个代码"
            yield ("dimensions", at, "code"), dimension.code, expected
        if not is_read(dimension.criteria):
            continue
        for index, criterion in enumerate(dimension.criteria):
            if not is_read(criterion.code):
                continue
            if criterion.code in taken:
                path: Path = ("dimensions", at, "criteria", index, "code")
                yield path, criterion.code, "指标代码不能重复，也不能与维度相同"
            taken.add(criterion.code)


def _parents(contest: ContestPart) -> Iterator[Problem]:
    known: set[str] = set()
    for index, department in enumerate(contest.departments):
        if department.parent is not None and department.parent not in known:
            yield ("departments", index, "parent"), department.parent, "上级单位应先列出"
        known.add(department.code)


def _host(contest: ContestPart) -> Iterator[Problem]:
    if contest.host not in {department.code for department in contest.departments}:
        yield ("host",), contest.host, "应为 departments 中列出的单位"


def _entrants(contest: ContestPart) -> Iterator[Problem]:
    departments, divisions = codes_of(contest.departments), codes_of(contest.divisions)
    for index, entrant in enumerate(contest.entrants):
        path: Path = ("entrants", index)
        yield from judged(_department(entrant, departments, (*path, "department")))
        yield from judged(_division(entrant.division, divisions, (*path, "division")))
        yield from judged(_moves(contest, entrant, divisions, path))


def _categories(contest: ContestPart) -> Iterator[Problem]:
    """A project stands in the list of its own category, whatever its track."""
    categories = {division.code: division.category for division in contest.divisions}
    for index, entrant in enumerate(contest.entrants):
        yield from judged(_category(entrant, categories, ("entrants", index, "project", "category")))


def _category(entrant: EntrantPart, categories: Mapping[str, str], path: Path) -> Iterator[Problem]:
    if entrant.project is None or not entrant.project.category:
        return
    own = {categories.get(code, "") for code in (entrant.division, *(move.division for move in entrant.moves))}
    for category in sorted(own - {"", entrant.project.category}):
        yield path, entrant.project.category, f"应与所在组别的类别一致：{category}"


def _department(entrant: EntrantPart, departments: Collection[str], path: Path) -> Iterator[Problem]:
    if entrant.department not in departments:
        yield path, entrant.department, "应为 departments 中列出的单位"


def _division(found: str, divisions: Collection[str], path: Path) -> Iterator[Problem]:
    if found not in divisions:
        yield path, found, f"应为组别之一：{'、'.join(sorted(divisions))}"


def _moves(contest: ContestPart, entrant: EntrantPart, divisions: Collection[str], path: Path) -> Iterator[Problem]:
    day = contest.calendar.starts_on
    if entrant.joins_on is not None:
        yield from _joining(entrant.joins_on, day, (*path, "joins_on"))
        day = entrant.joins_on
    for step, move in enumerate(entrant.moves):
        at: Path = (*path, "moves", step)
        yield from judged(_division(move.division, divisions, (*at, "division")))
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
    divisions = codes_of(contest.divisions)
    for at, dimension in enumerate(contest.dimensions):
        if not is_read(dimension.criteria):
            continue
        for index, criterion in enumerate(dimension.criteria):
            path: Path = ("dimensions", at, "criteria", index)
            yield from judged(_method(criterion, path))
            yield from judged(_cadence(contest, criterion, (*path, "cadence")))
            yield from judged(_division_marks(criterion, divisions, (*path, "division_marks")))


def _cadence(contest: ContestPart, criterion: CriterionPart, path: Path) -> Iterator[Problem]:
    longest = max(FINENESS.index(cadence) for cadence in contest.calendar.ranked)
    if FINENESS.index(criterion.cadence) > longest:
        yield path, criterion.cadence.value, "不能长于参加排名的周期（calendar.ranked）"


def _division_marks(criterion: CriterionPart, divisions: Collection[str], path: Path) -> Iterator[Problem]:
    for division in criterion.division_marks:
        if division not in divisions:
            yield (*path, division), division, "应为组别代码"


def _method(criterion: CriterionPart, path: Path) -> Iterator[Problem]:
    if criterion.method not in METHODS:
        yield (*path, "method"), criterion.method, f"应为计分方法之一：{'、'.join(METHODS)}"
        return
    if not is_read(criterion.params):
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
    known = codes_of(chain(contest.dimensions, *(dimension.criteria for dimension in contest.dimensions)))
    for index, key in enumerate(contest.rank_by):
        path: Path = ("rank_by", index, "by")
        yield from judged(_known_key(key, known, path))
        yield from judged(_late_key(contest, key, path))


def _known_key(key: RankKeyPart, known: Collection[str], path: Path) -> Iterator[Problem]:
    if key.by != TOTAL and key.by not in known:
        yield path, key.by, "应为 total、维度代码或指标代码"


def _late_key(contest: ContestPart, key: RankKeyPart, path: Path) -> Iterator[Problem]:
    """A key that is entered less often than the contest is ranked would be missing from the shorter boards."""
    shortest = min(FINENESS.index(cadence) for cadence in contest.calendar.ranked)
    cadences = [
        FINENESS.index(criterion.cadence)
        for dimension in contest.dimensions
        for criterion in dimension.criteria
        if key.by in (dimension.code, criterion.code)
    ]
    if cadences and min(cadences) > shortest:
        yield path, key.by, "这一项的填报周期长于最短的排名周期，不能作为排名依据"


Check = Callable[[ContestPart], Iterator[Problem]]
CHECKS: tuple[Check, ...] = (_slug, _calendar, _repeated_codes, _parents, _host, _entrants, _categories)
RULES_CHECKS: tuple[Check, ...] = (_repeated_dimensions, _criterion_codes, _criteria, _keys)
