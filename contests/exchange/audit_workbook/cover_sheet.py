"""说明: what the workbook is, how to recompute it, what it cannot do, and whether everything agrees."""

from collections.abc import Iterable

from contests.exchange.audit_workbook.book import Formula, Sheet
from contests.exchange.audit_workbook.facts import Facts
from contests.exchange.audit_workbook.table import AGREES, NO, YES, Table

WORDS = {
    "用途": "用公式从原始数据重新推算本期的全部得分、名次、等次和红黑榜，与公布的逐项比较；公式列不含程序算出的结果。",
    "打开": "Excel 2016 及以后版本、WPS 表格、LibreOffice 都可以，打开时自动重算；没有重算的，按 Ctrl+Alt+F9。",
    "表头": "蓝色为原始数据和规则，绿色为公式，灰色为公布值。改动蓝色列中的数，可看到结果如何变化。",
    "顺序": "原始数据 → 分级汇总 → 指标得分（舍入）→ 维度 → 总分（舍入）→ 名次 → 等次、红黑榜。",
    "评委": "分项数据中的评委以序号代替，不列姓名。",
    "精度": "表格软件以二进制小数计算，约有 15 位有效数字；系统以十进制精确计算。",
    "舍入": "舍入前先清除第 14 位有效数字、末位后第 8 位以后的误差（见“取整前”）；位数更多的数，以系统的计算为准。",
    "依据": "名次、得分以本期数据文件为准，可用上面的 SHA-256 核对。",
}


def write_cover(sheet: Sheet, facts: Facts, tables: Iterable[Table]) -> None:
    """Write the cover; last, since it counts what the other sheets found."""
    payload = facts.payload
    contest, period = payload["contest"], payload["period"]
    sheet.head([f"{contest['name']} 第{payload['number']}期 核算底稿"], ["FFFFFF"])
    sheet.add([])
    for name, value in (
        ("考评期", f"{period['label']}（{period['starts_on']} 至 {period['ends_on']}）"),
        ("发布单位", contest["publisher"]),
        ("发布时间", payload["released_at"]),
        ("数据文件 SHA-256", facts.sha256),
        ("规则版本", facts.document["rules_version"]),
    ):
        sheet.add([name, value])
    if contest["is_sample"]:
        sheet.add(["演示数据", "本竞赛为演示数据，不是实际考评结果。"])
    sheet.add([])
    for name, words in WORDS.items():
        sheet.add([name, words])
    sheet.add([])
    counts = Table(sheet, ("核对的表",), ("核对项数", "不一致项数"))
    first = counts.next
    for table in tables:
        cells = table.column(AGREES)
        counts.add(
            [table.sheet.title], [f'COUNTIF({cells},"{YES}")+COUNTIF({cells},"{NO}")', f'COUNTIF({cells},"{NO}")']
        )
    rows = range(first, counts.next)
    checked, wrong = (f"SUM({counts.over(title, rows)})" for title in ("核对项数", "不一致项数"))
    sheet.add(["结论", Formula(f'=IF({wrong}=0,"全部一致，共 "&{checked}&" 项","有 "&{wrong}&" 项不一致")')])
