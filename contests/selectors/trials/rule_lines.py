"""The rules of a contest in words, line by line."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from contests.enums import Cadence, Colour
from contests.scoring.document import COMBINED, TOTAL
from contests.scoring.methods import METHODS
from contests.selectors.trials.lines import NOTHING, Line, Lines

Rules = Mapping[str, Any]

MODES = {"half_up": "四舍五入", "half_even": "四舍六入五成双"}
QUOTA_ROUNDINGS = {"down": "舍去尾数", "up": "进一", "half_up": "四舍五入"}
TIES = {"in": "并列都算", "out": "并列都不算"}
COMBINES = {"all": "同时满足", "any": "满足其一"}
ORDERS = {"desc": "高者在前", "asc": "低者在前"}
BOUNDS = {"at_least": "不低于", "above": "高于", "at_most": "不高于", "below": "低于"}
MISSING = {"unranked": "不排名", "zero": "计零分", "skip": "不计，其余折算"}
ROLL_UPS = {"mean": "平均", "sum": "合计", "last": "取最后一期", "weighted": "按次序加权"}
STAGE_MISSING = {"skip": "缺的不计", "zero": "缺的计零"}


def scope_names(rules: Rules) -> dict[str, str]:
    """Return the name of every scope, the total first; the combined list where there is one."""
    general = {TOTAL: "总榜"} | ({COMBINED: "综合榜"} if rules["combined"] else {})
    return general | {dimension["code"]: dimension["name"] for dimension in rules["dimensions"]}


def rule_lines(rules: Rules, divisions: Mapping[str, str]) -> dict[str, Line]:
    """Return everything that rules say, by headings; `divisions` has the names behind their codes."""
    lines = Lines()
    parts = {part["code"]: part["name"] for part in rules["parts"]}
    for dimension in rules["dimensions"]:
        name = dimension["name"]
        lines.add(f"{name}·权重", dimension["weight"])
        lines.add(f"{name}·满分合计", dimension["full_marks"] or "不核对")
        lines.add(f"{name}·所属部分", parts.get(dimension["part"], NOTHING))
        for criterion in dimension["criteria"]:
            _criterion(lines, f"{name}·{criterion['name']}", criterion, divisions)
    _whole(lines, rules)
    scopes = scope_names(rules)
    for board in rules["boards"]:
        lines.add(board_name(board, scopes, divisions), board_text(board))
    return lines.found


def _criterion(lines: Lines, name: str, criterion: Rules, divisions: Mapping[str, str]) -> None:
    marks = criterion["full_marks"]
    lines.add(f"{name}·权重", criterion["weight"])
    lines.add(f"{name}·满分", marks)
    for division, own in criterion["division_marks"].items():
        lines.add(f"{name}·满分（{divisions.get(division, division)}）", own)
    # The sentence has the full marks in it, which have a line of their own: it is told by method and parameters.
    method = METHODS[criterion["method"]].parse(criterion["params"])
    key = json.dumps([criterion["method"], criterion["params"]], sort_keys=True)
    lines.add(f"{name}·计分方法", method.rule(Decimal(marks)), key)
    if criterion.get("places") is not None:
        lines.add(f"{name}·小数位数", str(criterion["places"]))
    lines.add(f"{name}·填报周期", Cadence(criterion["cadence"]).label)
    lines.add(f"{name}·汇总", _roll_up(criterion["roll_up"]))
    lines.add(f"{name}·未填报", MISSING[criterion["missing"]])


def _roll_up(roll_up: str | Rules) -> str:
    if isinstance(roll_up, str):
        return ROLL_UPS[roll_up]
    return "；".join(
        f"{Cadence(to).label}：{ROLL_UPS[stage['by']]}{'、'.join(stage['weights'])}，{STAGE_MISSING[stage['missing']]}"
        for to, stage in roll_up.items()
    )


def _whole(lines: Lines, rules: Rules) -> None:
    rounding, limits, quota = rules["rounding"], rules["limits"], rules["quota"]
    lines.add("各维度权重之和", rules["weight_sum"] or "不核对")
    for part in rules["parts"]:
        lines.add(f"{part['name']}占比", part["share"])
    lines.add("分数名称", rules["score_label"])
    lines.add("指标小数位数", str(rounding["criterion"]))
    lines.add("得分小数位数", str(rounding["total"]))
    lines.add("进位方式", MODES[rounding["mode"]])
    for limit, heading in LIMITS.items():
        lines.add(heading, limits[limit] or "不限")
    lines.add("排名依据", _keys(rules))
    lines.add("等次", "；".join(_grade(grade) for grade in rules["grades"]) or NOTHING)
    lines.add("等次比例取整", f"{QUOTA_ROUNDINGS[quota['rounding']]}，{TIES[quota['ties']]}")
    lines.add("综合榜", "有" if rules["combined"] else NOTHING)
    lines.add("名次加分", _bonus(rules["place_bonus"]))
    lines.add("连续上黑榜", "；".join(f"{times} 次{name}" for times, name in rules["escalation"].items()) or NOTHING)


LIMITS = {"bonus": "加分封顶", "deduction": "扣分封顶", "floor": "总分下限", "ceiling": "总分上限"}


def _keys(rules: Rules) -> str:
    names = {TOTAL: "总分"}
    for dimension in rules["dimensions"]:
        names |= {row["code"]: row["name"] for row in (dimension, *dimension["criteria"])}
    return " → ".join(f"{names.get(key['by'], key['by'])}（{ORDERS[key['order']]}）" for key in rules["rank_by"])


def _bonus(bonus: Rules | None) -> str:
    if bonus is None:
        return NOTHING
    points = "、".join(f"第 {place} 名 {points} 分" for place, points in bonus["points"].items())
    return f"{Cadence(bonus['cadence']).label}榜{points}，封顶 {bonus['limit'] or '不限'}"


def _grade(grade: Rules) -> str:
    words = [f"不低于 {grade['at_least']}"] if grade["at_least"] is not None else []
    words += [f"不超过 {grade['quota']}%"] if grade["quota"] is not None else []
    return f"{grade['name']}（{'，'.join(words) or '其余'}）"


def board_name(board: Rules, scopes: Mapping[str, str], divisions: Mapping[str, str]) -> str:
    """Return what a list is called: its scope and colour, and its divisions where it is not of all."""
    own = "、".join(divisions.get(code, code) for code in board.get("divisions", ()))
    name = f"{scopes.get(board['scope'], board['scope'])}·{Colour(board['colour']).label}"
    return f"{name}（{own}）" if own else name


def board_text(board: Rules) -> str:
    """Return who comes on a list, in words."""
    end = "前" if board["colour"] == Colour.RED else "后"
    words = []
    if board.get("places") is not None:
        words.append(f"{end} {board['places']} 名（末位{TIES[board.get('border_ties', 'in')]}）")
    words += [f"{name} {board[bound]}" for bound, name in BOUNDS.items() if board.get(bound) is not None]
    joined = "且" if board.get("combine", "all") == "all" else "或"
    return joined.join(words) or "只列事项"
