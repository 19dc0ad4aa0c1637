"""A contest given as plain values, from a file or from a form: read, or every fault of it with its path."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from contests.errors import ScoreboardError
from contests.exchange.contest_file.checks import Problem, problems
from contests.exchange.contest_file.kinds import TEXT, WITH_GAPS
from contests.exchange.contest_file.rules_schema import HOW, STAGES
from contests.exchange.contest_file.schema import ContestPart

EXPECTED = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "model_type": "应为若干“名称: 内容”",
    "dict_type": "应为若干“名称: 内容”",
    "list_type": "应为列表（每项以 - 开头）",
    "string_type": "应为文字（数字或是否请加引号）",
    "string_pattern_mismatch": "应为小写字母、数字、- 或 _，最长 40 个字符",
    "string_too_short": "不能为空",
    "too_short": "至少要有一项",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "decimal_type": "应为数",
    "decimal_parsing": "应为数",
    "finite_number": "应为有限的数",
    "decimal_max_digits": "最多 15 位数字",
    "decimal_whole_digits": "整数部分最多 11 位",
    "decimal_max_places": "最多 4 位小数",
    "date_type": "应为日期，如 2022-09-01",
    "date_parsing": "应为日期，如 2022-09-01",
    "date_from_datetime_parsing": "应为日期，如 2022-09-01",
}


class ContestError(ScoreboardError):
    """Every fault of a contest at once: its path, what was found, what was expected."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the faults for the caller that knows where the values come from."""
        super().__init__(f"共 {len(problems)} 处错误，未保存任何内容")
        self.problems = list(problems)


def check_contest(values: Any) -> dict[str, Any]:
    """Return the plain values of a contest, what was left out filled in. Raises ContestError with every fault."""
    try:
        contest = ContestPart.model_validate(values)
    except ValidationError as error:
        raise ContestError([*(_problem(dict(row)) for row in error.errors()), *_contradictions(values)]) from error
    if found := problems(contest):
        raise ContestError(found)
    return contest.model_dump(mode="json", exclude_unset=False)


def _contradictions(values: Any) -> list[Problem]:
    """Return what contradicts itself in the parts that could be read of a contest with faults."""
    try:
        return problems(ContestPart.model_validate(values, context=WITH_GAPS))
    except ValidationError:
        return []


def _problem(row: Mapping[str, Any]) -> Problem:
    kind, context = row["type"], row.get("ctx", {})
    expected = EXPECTED.get(kind)
    if kind in ("literal_error", "enum"):
        expected = f"应为 {str(context['expected']).replace(' or ', '、').replace(', ', '、')} 之一"
    elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        words = {"gt": "大于", "ge": "不小于", "lt": "小于", "le": "不大于"}
        expected = "应为" + "、".join(f"{words[key]} {value} 的数" for key, value in context.items() if key in words)
    elif kind == "string_too_long":
        expected = f"最长 {context['max_length']} 个字"
    elif kind == "string_pattern_mismatch" and context["pattern"] == TEXT:
        expected = "不能有换行和控制字符"
    shown = "" if kind == "missing" else str(row["input"])[:60]
    # Which of the two ways of writing a roll-up was meant is no step of the path in the file.
    path = tuple(step for step in row["loc"] if step not in (HOW, STAGES))
    return path, shown, expected or f"内容不符合要求（{kind}）"
