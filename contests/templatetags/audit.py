"""The details of a line of the log, in words."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import template

register = template.Library()

# Longer ones, such as the whole of a contest, are in the file of the export.
LONGEST = 160
WORDS = {
    "active": "启用",
    "adjustments": "加扣分",
    "appeals": "申诉",
    "attempts": "失败记录",
    "breaks": "异常",
    "bulletin": "同时发的通报",
    "changed": "更改",
    "corrects": "更正",
    "created": "新建",
    "decision": "决定",
    "department": "单位",
    "email": "邮箱",
    "enabled": "动态码",
    "ends_on": "至何日止",
    "entrants": "参赛单位",
    "file": "文件",
    "filter": "筛选",
    "findings": "事项",
    "idle": "因无操作自动退出",
    "initial": "初始密码",
    "last_sha256": "最后 SHA-256",
    "left_open": "未办结",
    "liaison": "登记",
    "lines": "条数",
    "members": "成员",
    "name": "姓名",
    "new": "新",
    "note": "意见",
    "number": "期号",
    "old": "旧",
    "person": "人员",
    "prefix": "机关代字",
    "publish_at": "发布时间",
    "ratings": "数据",
    "reason": "原因",
    "recipients": "主送机关",
    "request": "申请",
    "role": "角色",
    "run": "计算",
    "sha256": "SHA-256",
    "shows_scores": "写明得分",
    "source": "来源",
    "spec": "竞赛文件",
    "starts_on": "自何日起",
    "status": "状态",
    "still_open_at": "另处登录未退出，地址",
    "target": "联系对象",
    "template_id": "模板",
    "waits": "须稍等再试",
    "year": "年份",
}


class DetailLine(NamedTuple):
    """One part of the details: what it is, and what it was and became, or just what it is."""

    label: str
    old: str
    new: str
    is_change: bool


@register.filter
def detail_lines(details: Mapping[str, Any]) -> list[DetailLine]:
    """Return the details of an event, without the address, which has its own column."""
    if {"old", "new"} & details.keys():
        rest = {name: value for name, value in details.items() if name not in ("old", "new", "address")}
        change = DetailLine("", _said(details.get("old")), _said(details.get("new")), is_change=True)
        return [change, *detail_lines(rest)]
    return [_line(name, value) for name, value in details.items() if name != "address"]


def _line(name: str, value: Any) -> DetailLine:
    label = WORDS.get(name, name)
    if isinstance(value, dict) and value.keys() == {"old", "new"}:
        return DetailLine(label, _said(value["old"]), _said(value["new"]), is_change=True)
    return DetailLine(label, "", _said(value), is_change=False)


def _said(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        text = "，".join(f"{WORDS.get(name, name)} {_said(one)}" for name, one in value.items())
    else:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
