"""The tags of a template, in Chinese since the office writes them; and what stands in their place."""

import re
from collections.abc import Sequence
from typing import Any

from contests.selectors.bulletins import BulletinText, Group
from contests.selectors.bulletins.problems import HEAD, Problems

# A template without one of these would lose what makes it the bulletin of a release.
NEEDED = ("标题", "发文字号", "主送机关", "红榜", "黑榜", "署名", "成文日期")
# What XML cannot hold.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tags(text: BulletinText) -> dict[str, Any]:
    """Return the values of all tags."""
    found = {
        "发文机关": text.sender,
        "发文字号": text.number,
        "标题": text.title,
        "主送机关": text.recipients,
        "导语": text.opening,
        "总体情况": text.overview,
        "红榜": _groups(text.red, "红榜"),
        "黑榜": _groups(text.black, "黑榜"),
        "存在问题": text.faults,
        "下步要求": text.demands,
        "附件说明": attachment_lines(text.attachments),
        "署名": text.sender,
        "成文日期": text.date,
        "附件1": "附件1" if len(text.attachments) > 1 else "附件",
        "附件1标题": text.attachments[0],
        "排名表头": text.ranking_head,
        "排名表": [{"格": row} for row in text.ranking_rows],
        "有问题清单": bool(text.problems.rows),
        "附件2标题": text.attachments[-1],
        "问题表头": text.problems.head,
        "问题清单": [{"格": row} for row in text.problems.rows],
    }
    cleaned: dict[str, Any] = _clean(found)
    return cleaned


def attachment_lines(names: Sequence[str]) -> list[str]:
    """Return the lines under the text that name what is attached; a single one has no number."""
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return [f"{'附件：' if at == 1 else '　　　'}{at}．{name}" for at, name in enumerate(names, start=1)]


def _groups(groups: Sequence[Group], name: str) -> list[dict[str, Any]]:
    if not groups:
        return [{"标题": "", "条目": [f"本期{name}无单位。"]}]
    return [{"标题": group.heading, "条目": group.entries} for group in groups]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROLS.sub("", value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list | tuple) else value


def example() -> BulletinText:
    """Return a small bulletin that uses every tag, with which a template is tried."""
    entry = Group("（一）作风", ("1．甲单位，第1名。",))
    return BulletinText(
        sender="竞赛办",
        number="竞办〔2026〕1号",
        title="通报",
        recipients="各参赛单位",
        opening=("导语。",),
        overview=("情况。",),
        red=(entry,),
        black=(entry,),
        faults=("问题。",),
        demands=("1．要求。",),
        attachments=("排名表", "问题清单"),
        date="2026年8月5日",
        ranking_head=("名次", "参赛单位"),
        ranking_rows=(("1", "甲单位"),),
        problems=Problems((("1",) * len(HEAD),), 1, 0),
    )
