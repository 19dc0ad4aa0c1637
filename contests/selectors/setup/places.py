"""A place in a contest as people say it."""

from collections.abc import Mapping
from typing import Any

# What the steps of a path in the contest file are called on pages.
STEPS = {
    "above": "高于",
    "appeal_days": "公示期",
    "black_days": "黑榜公开天数",
    "at_least": "不低于",
    "at_most": "不高于",
    "below": "低于",
    "boards": "红黑榜规则",
    "bonus": "加分",
    "by": "依据",
    "cadence": "填报周期",
    "calendar": "日程",
    "category": "项目类别",
    "ceiling": "总分上限",
    "code": "代码",
    "colour": "红榜或黑榜",
    "combined": "综合榜",
    "criteria": "指标",
    "criterion": "指标小数位数",
    "deduction": "扣分封顶",
    "department": "责任单位",
    "departments": "单位",
    "dimensions": "维度",
    "division": "组别",
    "division_marks": "分组满分",
    "divisions": "组别",
    "earlier_rules": "此前的规则",
    "ends_on": "结束日期",
    "entrants": "参赛单位",
    "entry_days": "填报天数",
    "escalation": "连续上黑榜",
    "floor": "总分下限",
    "full_marks": "满分",
    "grades": "等次",
    "host": "主办单位",
    "joins_on": "参赛日期",
    "jump_factor": "异常倍数",
    "limit": "封顶",
    "limits": "封顶和上下限",
    "method": "计分方法",
    "missing": "未填报的处理",
    "moves": "换组",
    "name": "名称",
    "order": "方向",
    "params": "计分参数",
    "parent": "上级单位",
    "part": "所属部分",
    "parts": "过程和结果",
    "place_bonus": "名次加分",
    "places": "名次数",
    "points": "分值",
    "project": "项目",
    "publisher": "发布单位",
    "quota": "比例",
    "rank_by": "排名依据",
    "ranked": "排名周期",
    "roll_up": "汇总",
    "rounding": "小数",
    "rules_from": "规则自何日起",
    "sample": "演示数据",
    "scope": "范围",
    "score_label": "分数名称",
    "share": "占比",
    "slug": "竞赛代码",
    "starts_on": "开始日期",
    "supervision_phone": "监督电话",
    "total": "得分小数位数",
    "unit": "计量单位",
    "weight": "权重",
    "weight_sum": "各维度权重之和",
    "weights": "各期权重",
}


def place_name(path: tuple[str | int, ...], contest: Mapping[str, Any]) -> str:
    """Return where a path leads: 维度“赛业绩”·指标“招商”·满分; rows without a name by their number."""
    words: list[str] = []
    found: Any = contest
    for step in path:
        found = _inside(found, step)
        if isinstance(step, int):
            name = found.get("name") if isinstance(found, Mapping) else None
            words[-1:] = [f"{words[-1] if words else ''}“{name}”" if name else f"{(words or [''])[-1]}第 {step + 1} 项"]
        else:
            words.append(STEPS.get(step, step))
    return "·".join(words) or "竞赛"


def _inside(found: Any, step: str | int) -> Any:
    try:
        return found[step]
    except (KeyError, IndexError, TypeError):
        return None
