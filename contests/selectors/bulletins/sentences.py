"""The sentences of a bulletin that are about all entrants; the same release makes the same sentences."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from contests.selectors.boards import Panel, Ranking
from contests.selectors.bulletins.problems import Problems
from contests.selectors.payloads import Payload


def day(on: date) -> str:
    """Return a day as an official document writes it, without leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def opening(board: Payload, payload: Mapping[str, Any], released: date) -> tuple[str, ...]:
    """Return basis and scope, and what one must know before reading on."""
    first, last = (date.fromisoformat(payload["period"][name]) for name in ("starts_on", "ends_on"))
    count = len(board.entrants)
    basis = (
        f"根据“{board.contest['name']}”考评规则，对{count}个参赛单位{board.period['label']}（{day(first)}至{day(last)}）的"
        f"工作进行了考评。结果经{payload['checked_by']}核对、{payload['approved_by']}批准，已于{day(released)}作为"
        f"第{board.number}期发布，现通报如下。"
    )
    found = [basis]
    if board.contest["is_sample"]:
        found.append("本期数据为演示数据，不是任何单位的真实考评结果。")
    if board.reissues:
        found.append(f"第{board.reissues}期已撤回，本期为重新发布。说明：{board.correction_reason.rstrip('。')}。")
    if board.corrects:
        found.append(f"本期更正第{board.corrects}期。更正原因：{board.correction_reason.rstrip('。')}。")
    return tuple(found)


def overview(
    board: Payload, rankings: Mapping[str, Ranking], red: Panel, black: Panel, *, shows_scores: bool
) -> tuple[str, ...]:
    """Return how many were ranked and listed, and who came first."""
    ranked = sum(len(found.rows) for found in rankings.values())
    pools = f"分{len(rankings)}个组别排名，" if len(rankings) > 1 else ""
    found = f"本期{len(board.entrants)}个参赛单位中，{pools}{ranked}个有名次"
    grades = Counter(row.grade for one in rankings.values() for row in one.rows if row.grade)
    if grades:
        found += "；评为" + "、".join(f"{grade}的{count}个" for grade, count in grades.items())
    lists = {"红榜": red, "黑榜": black}
    listed = [f"{name}{shown.size}条" if shown.size else f"{name}无单位" for name, shown in lists.items()]
    return (f"{found}。{'，'.join(listed)}。", *_firsts(board, rankings, shows_scores=shows_scores))


def _firsts(board: Payload, rankings: Mapping[str, Ranking], *, shows_scores: bool) -> tuple[str, ...]:
    found = []
    for division, one in rankings.items():
        first = [row for row in one.rows if row.rank == 1]
        if first:
            score = f"（{board.contest['score_label']}{first[0].score}）" if shows_scores else ""
            pool = board.divisions[division] if len(rankings) > 1 else ""
            found.append(f"{pool}第1名为{'、'.join(row.name for row in first)}{score}")
    return (f"{'；'.join(found)}。",) if found else ()


def faults(board: Payload, rankings: Mapping[str, Ranking], black: Panel, problems: Problems) -> tuple[str, ...]:
    """Return what is wrong, as far as the release tells it."""
    found = []
    lines = [line for group in black.groups for line in group.lines]
    units = list(dict.fromkeys(line.name for line in lines))
    if units:
        found.append(f"列入黑榜的有{len(units)}个单位、{len(lines)}条：{'、'.join(units)}。")
    again = dict.fromkeys(f"{line.name}（{line.streak}期）" for line in lines if line.streak > 1)
    if again:
        found.append(f"连续列入黑榜的有{'、'.join(again)}，整改不到位。")
    unranked = [unit for one in rankings.values() for unit in one.unranked]
    if unranked:
        found.append(f"未参与排名的有{'、'.join(f'{unit.name}（{unit.reason}）' for unit in unranked)}。")
    if problems.rows:
        left = len(problems.rows) - problems.closed
        found.append(
            f"问题清单中本期在办{len(problems.rows)}件，期末已销号{problems.closed}件，未销号{left}件，"
            f"其中超过整改期限的{problems.overdue}件。"
        )
    return tuple(found) or ("本期考评未发现需要通报的突出问题。",)


def demands(board: Payload) -> tuple[str, ...]:
    """Return what is to be done next."""
    found = [
        "列入红榜的单位要总结经验、再接再厉，好的做法供各单位借鉴。",
        "列入黑榜的单位要对照所列事由查找原因，制定整改措施，限期整改，并将整改情况书面报竞赛办销号。",
        "其他单位要对照差距，抓好下一期各项任务的落实。",
    ]
    if board.objections_until:
        until = day(board.objections_until)
        found.append(
            f"对本期结果有异议的单位，可在公示期（至{until}，共{board.appeal_days}个工作日）内向竞赛办提出申诉。"
        )
    if phone := board.contest.get("supervision_phone"):
        found.append(f"监督电话：{phone}。")
    return tuple(f"{number}．{text}" for number, text in enumerate(found, start=1))
