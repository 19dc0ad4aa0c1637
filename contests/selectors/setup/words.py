"""A contest in words, line by line, so that two states of it can be laid side by side."""

import json
from collections.abc import Mapping
from typing import Any

from contests.enums import Cadence
from contests.selectors.trials.lines import NOTHING, Line, Lines, differences
from contests.selectors.trials.rule_lines import rule_lines

Spec = Mapping[str, Any]

# So many names are told one by one; a longer list is counted.
TOLD = 8


def cadences_text(cadences: list[str]) -> str:
    """Return cadences as people say them: 月、季."""
    return "、".join(Cadence(cadence).label for cadence in cadences)


def spec_changes(old: Spec, new: Spec) -> list[list[str]]:
    """Return [heading, old, new] of everything that differs between two states of a contest."""
    return differences(spec_lines(old), spec_lines(new))


def rules_changes(old: Spec, new: Spec, divisions: Mapping[str, str]) -> list[list[str]]:
    """Return [heading, old, new] of everything that differs between two versions of the rules."""
    return differences(rules_words(old, divisions), rules_words(new, divisions))


def rules_words(rules: Spec, divisions: Mapping[str, str]) -> dict[str, Line]:
    """Return everything that rules say, by headings; the order of the criteria and their units too."""
    lines = Lines()
    dimensions = rules["dimensions"]
    order = [[one["code"], *(part["code"] for part in one["criteria"])] for one in dimensions]
    shown = "；".join(f"{one['name']}（{_names(one['criteria'])}）" for one in dimensions)
    lines.add("维度和指标", shown, str(order))
    for dimension in dimensions:
        for part in dimension["criteria"]:
            lines.add(f"{dimension['name']}·{part['name']}·计量单位", part.get("unit") or NOTHING)
    return lines.found | rule_lines(rules, divisions)


def spec_lines(spec: Spec) -> dict[str, Line]:
    """Return everything that a contest file says, by headings."""
    lines = Lines()
    calendar = spec["calendar"]
    departments = {row["code"]: row["name"] for row in spec["departments"]}
    divisions = {row["code"]: row["name"] for row in spec["divisions"]}
    lines.add("名称", spec["name"])
    lines.add("发布单位", spec["publisher"])
    lines.add("监督电话", spec["supervision_phone"] or "无")
    lines.add("主办单位", departments[spec["host"]], spec["host"])
    lines.add("数据", "演示数据" if spec["sample"] else "正式数据")
    lines.add("开始日期", str(calendar["starts_on"]))
    lines.add("结束日期", str(calendar["ends_on"]))
    lines.add("排名周期", cadences_text(calendar["ranked"]))
    lines.add("期末后填报天数", str(calendar["entry_days"]))
    lines.add("公示期（工作日）", str(calendar["appeal_days"]))
    lines.add("黑榜公开天数", str(calendar["black_days"]))
    lines.add("异常倍数", str(spec["jump_factor"]))
    lines.add("组别", _names(spec["divisions"]), str([[row["code"], row["name"]] for row in spec["divisions"]]))
    grouped = [f"{row['name']}属{row['category']}" for row in spec["divisions"] if row["category"]]
    lines.add("组别的类别", "、".join(grouped) or NOTHING)
    lines.add("参赛单位", _names(spec["entrants"]), str([row["code"] for row in spec["entrants"]]))
    for row in spec["entrants"]:
        key = str([row[key] for key in sorted(row)])
        lines.add(f"参赛单位·{row['name']}", _entrant(row, departments, divisions), key)
    lines.add("规则自何日起", str(spec["rules_from"] or "竞赛开始"))
    earlier = [f"自{row['rules_from'] or '竞赛开始'}" for row in spec.get("earlier_rules", ())]
    key = json.dumps(spec.get("earlier_rules", []), sort_keys=True)
    lines.add("此前各版规则", "、".join(earlier) or NOTHING, key)
    return lines.found | rules_words(spec, divisions)


def _names(rows: list[Spec]) -> str:
    names = [row["name"] for row in rows]
    return "、".join(names[:TOLD]) + (f"等 {len(names)} 个" if len(names) > TOLD else "")


def _entrant(row: Spec, departments: Mapping[str, str], divisions: Mapping[str, str]) -> str:
    words = [departments[row["department"]], divisions.get(row["division"], row["division"])]
    words += [f"{row['joins_on']} 起参赛"] if row["joins_on"] else []
    words += [f"{move['starts_on']} 起为{divisions.get(move['division'], move['division'])}" for move in row["moves"]]
    words += [f"项目{row['project']['category']}"] if row["project"] is not None else []
    return "，".join(words)
