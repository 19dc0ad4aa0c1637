"""The parameters of every scoring method as fields: figures, choices and small tables, in the words of the office."""

from collections.abc import Mapping
from dataclasses import dataclass

# What stands for null in a field whose blank means the usual value.
UNLIMITED = "不封顶"

MORE_OR_LESS = {"": "越多越好", "true": "越少越好"}


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: the name in the contest file, what it is called, what may be chosen (else a figure is typed).

    `null` is the word that is typed for null; blank means the usual value, which the label tells.
    """

    name: str
    label: str
    choices: Mapping[str, str] | None = None
    null: str = ""


@dataclass(frozen=True, slots=True)
class TableParam:
    """A parameter of rows: of a key and its value where `pairs`, else of several figures; blank ones are null."""

    name: str
    label: str
    columns: Mapping[str, str]
    pairs: bool = True


@dataclass(frozen=True, slots=True)
class GroupParam:
    """A parameter made of others; with none of them filled in it is not there."""

    name: str
    label: str
    params: tuple[Param, ...]


AnyParam = Param | TableParam | GroupParam

KEY, VALUE = "key", "value"

PARAMS: dict[str, tuple[AnyParam, ...]] = {
    "points": (
        Param(
            "assessors", "几位评委", {"": "只有一个评分", "mean": "多位，取平均", "trimmed": "多位，去掉最高最低后平均"}
        ),
    ),
    "grade": (
        TableParam(
            "scale", "等次和折分（百分制；都不填为优秀 100、良好 80、一般 60、较差 40）", {KEY: "等次", VALUE: "折分"}
        ),
    ),
    "completion": (
        Param("cap", f"完成率最高按几倍计（1 即 100%，不填为 1；也可填“{UNLIMITED}”）", null=UNLIMITED),
        GroupParam(
            "bonus",
            "超额加分（不加分的都不填）",
            (
                Param("unit", "每超过几个百分点"),
                Param("step", "加几分"),
                Param("limit", "最多加几分（不填为不限）"),
                Param("whole", "不满一档的", {"": "不加", "false": "按比例加"}),
            ),
        ),
    ),
    "count_bonus": (Param("k", "每多或少 1 加减几分"), Param("limit", "加减最多几分（不填为不限）")),
    "banded": (
        Param("base", "基本分（不填为满分）"),
        Param("at", "完成率为百分之几时得基本分（不填为 100）"),
        TableParam(
            "bands",
            "各档（从哪个完成率到哪个完成率，最低一档的“从”和最高一档的“到”不填）",
            {"from": "从（%）", "to": "到（%）", "slope": "每 1 个百分点加减几分"},
            pairs=False,
        ),
        Param("limit", "加减最多几分（不填为不限）"),
        Param("floor", "最低几分（不填为不限）"),
        Param("ceiling", "最高几分（不填为不限）"),
    ),
    "pass_fail": (Param("reverse", "数值", MORE_OR_LESS),),
    "shortfall": (
        Param("k", "每差 1 扣几分"),
        Param("floor", "最低几分（不填为 0）"),
        Param("reverse", "数值", MORE_OR_LESS),
    ),
    "efficacy": (
        Param("lower", "下限（越多越好时为不允许值）"),
        Param("upper", "上限（越多越好时为满意值）"),
        Param("c", "功效系数 C（不填为 40）"),
        Param("d", "功效系数 D（不填为 60）"),
        Param("reverse", "数值", MORE_OR_LESS),
    ),
    "rank_points": (
        Param("step", "每后一名减满分的百分之几"),
        TableParam("table", "或者逐名列出分值", {KEY: "名次", VALUE: "分值"}),
        Param("beyond", "未列出的名次得几分（不填为 0）"),
        Param("reverse", "数值", MORE_OR_LESS),
    ),
    "deduction": (TableParam("items", "扣分事项", {KEY: "事项", VALUE: "每次扣几分"}),),
    "schedule": (
        Param("time", "时间按什么计", {"": "按月", "day": "按天", "curve": "按下面的累计计划"}),
        TableParam("curve", "各月累计计划（只有按计划计时才填）", {KEY: "月份（如 2022-01）", VALUE: "累计 %"}),
    ),
    "closure": (
        Param("by", "统计哪些问题", {"": "已交办的", "due": "已到期的（按期销号才算）"}),
        Param("window", "统计范围", {"": "竞赛开始至期末", "period": "只算本期"}),
    ),
    "additive": (),
}
