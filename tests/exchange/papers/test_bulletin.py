"""The bulletin: the whole of it out of the release, the same every time."""

import io
import json
from datetime import UTC, datetime

import pytest
import time_machine
from docx import Document
from docx.shared import Mm, Pt

from contests.exchange import pdf as typesetting
from contests.exchange.bulletin import BUILT_IN, bulletin_docx, bulletin_pdf, missing_faces
from contests.exchange.bulletin.printed import FACES
from contests.selectors.bulletins import bulletin_text
from tests.exchange.papers import pdf
from tests.exchange.papers.releases import PUBLISHER, RELEASED, payload

LEDGER = {
    "e0": [
        ["〔2022〕1号", "2022-08-01", "2022-09-10", "2022-09-20"],
        ["〔2022〕2号", "2022-09-05", "2022-09-25", None],
    ],
    "e1": [["〔2022〕3号", "2022-07-01", None, "2022-08-01"], ["〔2022〕4号", "2022-10-05", "2022-10-25", None]],
}


def text_of(values, *, shows_scores=True, recipients="各参赛单位"):
    return bulletin_text(values, number="竞办〔2022〕15号", recipients=recipients, shows_scores=shows_scores)


def docx_of(values, **options):
    return bulletin_docx(text_of(values, **options), BUILT_IN.read_bytes(), values["released_at"])


def paragraphs(content):
    return [one.text for one in Document(io.BytesIO(content)).paragraphs]


def test_bulletin_has_its_parts_in_order():
    found = paragraphs(docx_of(payload(8)))
    expected = [
        PUBLISHER,
        "竞办〔2022〕15号",
        "关于“百日大会战”第3期考评结果的通报",
        "各参赛单位：",
        "一、总体情况",
        "二、红榜",
        "1．天易经济00，得分100.00，第1名。专精特新企业培育成效明显。",
        "三、黑榜",
        "1．天易经济07：专精特新企业培育成效明显。依据：示例文件。已连续2期列入黑榜。",
        "四、存在问题",
        "五、下步要求",
        "附件：第3期排名表",
        f"\t{PUBLISHER}",
        "\t2022年10月14日",
        "附件",
        "第3期排名表",
    ]
    assert [one for one in found if one in expected] == expected


def test_bulletin_with_places_only_names_no_score():
    words = docx_of(payload(8), shows_scores=False)
    table = Document(io.BytesIO(words)).tables[0]
    everything = "".join(paragraphs(words)) + "".join(cell.text for row in table.rows for cell in row.cells)
    assert "100.00" not in everything
    assert "得分" not in everything
    assert [cell.text for cell in table.rows[0].cells] == ["名次", "参赛单位"]


def test_ledger_of_the_period_is_the_second_attachment():
    words = docx_of(payload(2, ledger=LEDGER))
    found = paragraphs(words)
    assert found[found.index("附件：1．第3期排名表") + 1] == "　　　2．问题清单"
    assert ["附件1" in found, "附件2" in found] == [True, True]
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(words)).tables[1].rows]
    assert rows == [
        ["编号", "责任单位", "交办日期", "整改期限", "销号日期"],
        ["〔2022〕1号", "天易经济00", "2022-08-01", "2022-09-10", "2022-09-20"],
        ["〔2022〕2号", "天易经济00", "2022-09-05", "2022-09-25", "—"],
    ]
    assert any("在办2件，期末已销号1件，未销号1件，其中超过整改期限的1件" in one for one in found)


def test_empty_lists_say_so():
    found = paragraphs(docx_of(payload(2, entries=[])))
    assert ["本期红榜无单位。" in found, "本期黑榜无单位。" in found] == [True, True]
    assert "本期考评未发现需要通报的突出问题。" in found


def test_correction_and_sample_are_named():
    values = payload(2, corrects=2, correction_reason="重新核实", contest={"is_sample": True})
    found = paragraphs(docx_of(values))
    assert "关于更正“百日大会战”\n第2期考评结果的通报" in found
    assert "本期更正第2期。更正原因：重新核实。" in found
    assert "本期数据为演示数据，不是任何单位的真实考评结果。" in found


def test_same_release_makes_the_same_bytes_at_any_time():
    values = payload(8)
    first = docx_of(values), bulletin_pdf(text_of(values))
    typesetting._print.cache_clear()
    with time_machine.travel(datetime(2031, 1, 2, tzinfo=UTC)):
        again = docx_of(json.loads(json.dumps(values))), bulletin_pdf(text_of(values))
    assert again == first
    properties = Document(io.BytesIO(first[0])).core_properties
    assert properties.modified == properties.created == RELEASED
    assert (properties.author, properties.last_modified_by) == ("", "")


@pytest.mark.parametrize(("count", "length"), [(2, 2), (8, 28), (73, 6)])
def test_pdf_says_what_the_docx_says(count, length, pictures):
    values = payload(count, length=length, ledger=LEDGER)
    content = bulletin_pdf(text_of(values))
    pdf.keep(content, pictures / f"notice-{count}-names-{length}")
    printed = pdf.text(content)
    said = ["".join(one.split()) for one in paragraphs(docx_of(values))]
    assert [one for one in said if one not in printed and len(one) < 20] == []


def test_others_text_cannot_break_the_file():
    found = paragraphs(docx_of(payload(2, reason="A&B <w:p> {{ 标题 }}\x0b"), recipients="<各单位>"))
    assert "<各单位>：" in found
    assert any("A&B <w:p> {{ 标题 }}" in one for one in found)


def test_docx_has_the_measures_and_the_faces_of_the_standard():
    document = Document(io.BytesIO(docx_of(payload(2))))
    section = document.sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(one.mm) for one in measures] == [210, 297, 37, 35]
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (28, 26)
    styles = document.styles
    assert styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
    faces = {name: styles[name].font.name for name in ("Normal", "公文标题", "一级标题", "二级标题")}
    assert faces == {
        "Normal": "仿宋_GB2312",
        "公文标题": "方正小标宋简体",
        "一级标题": "黑体",
        "二级标题": "楷体_GB2312",
    }
    assert abs(section.footer_distance - Mm(25.5)) < Mm(0.1)
    assert document.settings.odd_and_even_pages_header_footer


def test_missing_faces_are_named_with_what_is_used():
    found = {face.wanted: face.used for face in missing_faces()}
    assert set(found) <= {names[0] for names in FACES.values()}
    assert all(found.values())


@pytest.mark.parametrize("count", [2, 73])
def test_every_entrant_is_in_the_ranking_table(count):
    table = Document(io.BytesIO(docx_of(payload(count)))).tables[0]
    assert len(table.rows) == count + 1
    place, name, score = (column.width for column in table.columns)
    assert name > score > place
