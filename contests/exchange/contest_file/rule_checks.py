"""What the rules of a contest file must agree with themselves about: every fault, each with its path."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from contests.enums import Cadence
from contests.exchange.contest_file.rules_schema import CriterionPart, DimensionPart, GradePart, StagePart
from contests.exchange.contest_file.safe_yaml import Path
from contests.exchange.contest_file.schema import ContestPart
from contests.exchange.contest_file.unread import is_given, is_read, judged
from contests.scoring.decimals import ONE, ZERO, plain
from contests.scoring.methods.closure import Closure

Problem = tuple[Path, object, str]

FINENESS = Cadence.values

# How many of the shorter periods a longer one always has; the weeks of a month are now four, now five.
PARTS_OF = {("month", "quarter"): 3, ("quarter", "year"): 4, ("month", "year"): 12}


def rule_problems(contest: ContestPart) -> Iterator[Problem]:
    """Yield (path, found, expected) of everything in the rules that contradicts itself."""
    checks = (_weights, _marks, _shares, _parts, _roll_ups, _grades, _grade_lines, _bonus, _limits)
    return chain(*(judged(check(contest)) for check in checks))


def _weights(contest: ContestPart) -> Iterator[Problem]:
    if contest.weight_sum is not None:
        found = sum((dimension.weight for dimension in contest.dimensions), ZERO)
        if found != contest.weight_sum:
            yield ("weight_sum",), plain(contest.weight_sum), f"各维度权重之和为 {plain(found)}，应相等"


def _marks(contest: ContestPart) -> Iterator[Problem]:
    for at, dimension in enumerate(contest.dimensions):
        yield from judged(_full_marks(dimension, ("dimensions", at, "full_marks")))


def _full_marks(dimension: DimensionPart, path: Path) -> Iterator[Problem]:
    if dimension.full_marks is not None:
        found = sum((criterion.full_marks * criterion.weight for criterion in dimension.criteria), ZERO)
        if found != dimension.full_marks:
            yield path, plain(dimension.full_marks), f"各指标满分（乘权重）之和为 {plain(found)}，应相等"


def _shares(contest: ContestPart) -> Iterator[Problem]:
    codes = [part.code for part in contest.parts]
    if codes:
        if len(set(codes)) != 2 or len(codes) != 2:
            yield ("parts",), "、".join(codes), "应为两部分，如过程和结果，代码不同"
        total = sum((part.share for part in contest.parts), ZERO)
        if total != ONE:
            yield ("parts",), plain(total), "各部分占比之和应为 1"


def _parts(contest: ContestPart) -> Iterator[Problem]:
    codes = [part.code for part in contest.parts]
    for at, dimension in enumerate(contest.dimensions):
        yield from judged(_part(dimension, codes, ("dimensions", at, "part")))


def _part(dimension: DimensionPart, codes: Sequence[str], path: Path) -> Iterator[Problem]:
    if codes and dimension.part not in codes:
        yield path, dimension.part, f"应为 parts 中列出的部分：{'、'.join(codes)}"
    if not codes and is_given(dimension.part):
        yield path, dimension.part, "文件没有 parts，不能分部分"


def _roll_ups(contest: ContestPart) -> Iterator[Problem]:
    for at, dimension in enumerate(contest.dimensions):
        if not is_read(dimension.criteria):
            continue
        for index, criterion in enumerate(dimension.criteria):
            yield from judged(_roll_up(criterion, ("dimensions", at, "criteria", index, "roll_up")))


def _roll_up(criterion: CriterionPart, path: Path) -> Iterator[Problem]:
    if not isinstance(criterion.roll_up, dict):
        return
    if criterion.method == Closure.name:
        yield path, "分级", "销号率由问题清单按期末计算，不用汇总"
    else:
        yield from _stages(criterion, criterion.roll_up, path)


def _stages(criterion: CriterionPart, stages: Mapping[Cadence, StagePart], path: Path) -> Iterator[Problem]:
    if circle := _circle(stages):
        yield path, circle, "汇总成了循环，应由短周期汇总到长周期"
        return
    level = criterion.cadence.value
    for to in [cadence for cadence in FINENESS if cadence in stages]:
        stage = stages[Cadence(to)]
        if FINENESS.index(to) <= FINENESS.index(level):
            yield (*path, to), to, f"应长于上一级周期（{Cadence(level).label}）"
            continue
        if stage.of is not None and stage.of != level:
            yield (*path, to, "of"), stage.of.value, f"应为上一级周期 {level}"
        yield from _stage_weights(stage, level, to, (*path, to))
        level = to


def _circle(stages: Mapping[Cadence, StagePart]) -> str:
    """Return the circle of stages that take from each other, in words; empty where there is none."""
    for start in stages:
        walked = [start]
        while (stage := stages.get(walked[-1])) and stage.of is not None:
            walked.append(stage.of)
            if stage.of in walked[:-1]:
                return " ← ".join(cadence.label for cadence in walked)
    return ""


def _stage_weights(stage: StagePart, level: str, to: str, path: Path) -> Iterator[Problem]:
    if stage.by != "weighted":
        if stage.weights:
            yield (*path, "weights"), len(stage.weights), "只有 by: weighted 才写 weights"
        return
    expected = PARTS_OF.get((level, to))
    if expected is None:
        yield (*path, "by"), stage.by, f"{Cadence(to).label}里的{Cadence(level).label}数不固定，不能按次序加权"
    elif len(stage.weights) != expected:
        yield (*path, "weights"), len(stage.weights), f"应有 {expected} 个权重"


def _grades(contest: ContestPart) -> Iterator[Problem]:
    names: set[str] = set()
    for index, grade in enumerate(contest.grades):
        if is_read(grade.name):
            if grade.name in names:
                yield ("grades", index, "name"), grade.name, "等次名称不能重复"
            names.add(grade.name)
        last = index == len(contest.grades) - 1
        yield from judged(_grade(grade, ("grades", index), last=last))


def _grade(grade: GradePart, path: Path, *, last: bool) -> Iterator[Problem]:
    limited = is_given(grade.at_least, grade.quota)
    name = grade.name if is_read(grade.name) else ""
    if last and limited:
        yield path, name, "最后一个等次容纳其余单位，不设分数线和比例"
    if not last and not limited:
        yield path, name, "应有分数线（at_least）或比例（quota）"


def _grade_lines(contest: ContestPart) -> Iterator[Problem]:
    grades = contest.grades
    lines = [(index, grade.at_least) for index, grade in enumerate(grades) if grade.at_least is not None]
    for (_, higher), (index, lower) in pairwise(lines):
        if lower >= higher:
            yield ("grades", index, "at_least"), plain(lower), f"应低于上一等次的 {plain(higher)}"


def _bonus(contest: ContestPart) -> Iterator[Problem]:
    bonus = contest.place_bonus
    if bonus is None:
        return
    ranked = [FINENESS.index(cadence) for cadence in contest.calendar.ranked]
    if bonus.cadence not in contest.calendar.ranked or FINENESS.index(bonus.cadence) == max(ranked):
        expected = "应为参加排名的周期，且短于最长的一个（calendar.ranked）"
        yield ("place_bonus", "cadence"), bonus.cadence.value, expected


def _limits(contest: ContestPart) -> Iterator[Problem]:
    floor, ceiling = contest.limits.floor, contest.limits.ceiling
    if ceiling is None:
        return
    if ceiling < ZERO:
        yield ("limits", "ceiling"), plain(ceiling), "总分上限不能为负，否则没有单位能得正分；不限就不填"
    elif floor is not None and floor > ceiling:
        yield ("limits", "ceiling"), plain(ceiling), f"总分上限不能低于总分下限 {plain(floor)}"
