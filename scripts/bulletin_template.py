"""Write contests/exchange/bulletin/bulletin.docx, the built-in template, by the measures of GB/T 9704-2012.

Usage: .venv/bin/python scripts/bulletin_template.py; the same file, to the byte, every time.
"""

import io
import zipfile
from datetime import UTC, datetime

from console import ROOT, say
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FILE = ROOT / "contests" / "exchange" / "bulletin" / "bulletin.docx"
SONG, FANG, KAI, HEI, TEXT_SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
# 22 lines of 28 characters in 156 × 225 mm: 29 pt a line would leave no room for the 22nd, 16 pt a character none for
# the 28th, so the characters are drawn together by a quarter of a point. A grid of characters would say it too, but
# LibreOffice gives two cells to a character that is wider than one.
PITCH, SIZE, TITLE_SIZE = Pt(28.95), Pt(16), Pt(22)
TIGHTER = 5
CHARACTER = SIZE.pt - TIGHTER / 20
RED = RGBColor(0xC0, 0x00, 0x00)
DATED = (2012, 7, 1, 0, 0, 0)
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def add_style(
    document: DocumentType,
    name: str,
    font: str,
    size: Length = SIZE,
    *,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: int = 2,
    pitch: Length = PITCH,
) -> ParagraphStyle:
    """Add a style of the office's hand: a face, a size, a first-line indent of some characters."""
    styles = document.styles
    style = styles["Normal"] if name == "Normal" else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = font, size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), font)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(-TIGHTER if size == SIZE else 0))
    # The schema wants the elements of a run in one order.
    style.element.rPr.find(qn("w:sz")).addprevious(spacing)
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, pitch
    form.alignment = alignment
    form.widow_control = False
    first = style.element.get_or_add_pPr().get_or_add_ind()
    first.set(qn("w:firstLineChars"), str(100 * indent))
    first.set(qn("w:firstLine"), str(round(20 * CHARACTER * indent)))
    return style


def add_styles(document: DocumentType) -> None:
    """Add every style that the template uses."""
    add_style(document, "Normal", FANG)
    head = add_style(document, "发文机关", SONG, Pt(32), alignment=CENTRE, indent=0, pitch=Pt(44))
    head.font.color.rgb = RED
    add_style(document, "发文字号", FANG, alignment=CENTRE, indent=0)
    add_style(document, "公文标题", SONG, TITLE_SIZE, alignment=CENTRE, indent=0, pitch=Pt(32))
    add_style(document, "主送机关", FANG, indent=0)
    add_style(document, "一级标题", HEI)
    add_style(document, "二级标题", KAI)
    sign = add_style(document, "署名", FANG, indent=0, alignment=WD_ALIGN_PARAGRAPH.LEFT)
    # The signature is centred on the date, which ends four characters before the edge.
    sign.paragraph_format.tab_stops.add_tab_stop(Pt(CHARACTER * 20.5), WD_TAB_ALIGNMENT.CENTER)
    # The signature never stands on a page of its own: the last demands, by two lines at least, go over to it.
    last = add_style(document, "末段", FANG)
    last.paragraph_format.widow_control = True
    for kept in (last, add_style(document, "附件说明", FANG), sign):
        kept.paragraph_format.keep_with_next = True
    add_style(document, "附件", HEI, indent=0).paragraph_format.page_break_before = True
    add_style(document, "表格", FANG, Pt(12), alignment=CENTRE, indent=0, pitch=Pt(20))
    for name, side in (("单页码", WD_ALIGN_PARAGRAPH.RIGHT), ("双页码", WD_ALIGN_PARAGRAPH.LEFT)):
        number = add_style(document, name, TEXT_SONG, Pt(14), alignment=side, indent=0, pitch=Pt(14))
        number.paragraph_format.left_indent = number.paragraph_format.right_indent = Pt(14)


def set_page(document: DocumentType) -> None:
    """Set A4, the margins, the grid, and the page numbers outside."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The dashes stand 7 mm under the text, in a line of 14 pt.
    section.header_distance, section.footer_distance = Mm(15), Mm(25.5)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(PITCH.pt * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, style in ((section.footer, "单页码"), (section.even_page_footer, "双页码")):
        footer.is_linked_to_previous = False
        add_number(footer.paragraphs[0], style)


def add_number(paragraph: Paragraph, style: str) -> None:
    """Write — 1 — with the number of the page."""
    paragraph.style = style
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")


def add_list(document: DocumentType, name: str, style: str | None = None) -> None:
    """Write a paragraph for each text of a list."""
    for text in (f"{{%p for 段 in {name} %}}", "{{ 段 }}", "{%p endfor %}"):
        document.add_paragraph(text, style)


def add_last(document: DocumentType, name: str) -> None:
    """Write the texts of a list, all but the first of them kept together with what follows."""
    texts = (("{{ 段 }}", None), ("{%p else %}", None), ("{{ 段 }}", "末段"))
    document.add_paragraph(f"{{%p for 段 in {name} %}}")
    document.add_paragraph("{%p if loop.first %}")
    for text, style in texts:
        document.add_paragraph(text, style)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def add_board(document: DocumentType, name: str) -> None:
    """Write the entries of a list, group by group."""
    document.add_paragraph(f"{{%p for 组 in {name} %}}")
    document.add_paragraph("{%p if 组.标题 %}")
    document.add_paragraph("{{ 组.标题 }}", "二级标题")
    document.add_paragraph("{%p endif %}")
    add_list(document, "组.条目")
    document.add_paragraph("{%p endfor %}")


def add_text(document: DocumentType) -> None:
    """Write the pages of the bulletin itself."""
    document.add_paragraph("{{ 发文机关 }}", "发文机关")
    document.add_paragraph("", "发文字号")
    line = document.add_paragraph("{{ 发文字号 }}", "发文字号")
    line._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="6" w:color="C00000"/></w:pBdr>')
    )
    document.add_paragraph("", "发文字号")
    document.add_paragraph("{{ 标题 }}", "公文标题")
    document.add_paragraph("", "发文字号")
    document.add_paragraph("{{ 主送机关 }}：", "主送机关")
    add_list(document, "导语")
    document.add_paragraph("一、总体情况", "一级标题")
    add_list(document, "总体情况")
    for heading, name in (("二、红榜", "红榜"), ("三、黑榜", "黑榜")):
        document.add_paragraph(heading, "一级标题")
        add_board(document, name)
    document.add_paragraph("四、存在问题", "一级标题")
    add_list(document, "存在问题")
    document.add_paragraph("五、下步要求", "一级标题")
    add_last(document, "下步要求")
    document.add_paragraph("", "附件说明")
    add_list(document, "附件说明", "附件说明")
    document.add_paragraph("", "附件说明")
    document.add_paragraph("", "附件说明")
    document.add_paragraph("\t{{ 署名 }}", "署名")
    document.add_paragraph("\t{{ 成文日期 }}", "署名")


def add_table(document: DocumentType, head: str, rows: str) -> None:
    """Write a table whose columns and rows are those of the release; its head is repeated on every page."""
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    sides = "".join(f'<w:{side} w:w="40" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    texts = (
        (f"{{%tc for 列 in {head} %}}", "{{ 列 }}", "{%tc endfor %}"),
        (f"{{%tr for 行 in {rows} %}}", "", ""),
        ("{%tc for 格 in 行.格 %}", "{{ 格 }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = "表格"
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_attachments(document: DocumentType) -> None:
    """Write the ranking, and the ledger where the release has one."""
    document.add_paragraph("{{ 附件1 }}", "附件")
    document.add_paragraph("", "发文字号")
    document.add_paragraph("{{ 附件1标题 }}", "公文标题")
    document.add_paragraph("", "表格")
    add_table(document, "排名表头", "排名表")
    document.add_paragraph("{%p if 有问题清单 %}")
    document.add_paragraph("附件2", "附件")
    document.add_paragraph("", "发文字号")
    document.add_paragraph("{{ 附件2标题 }}", "公文标题")
    document.add_paragraph("", "表格")
    add_table(document, "问题表头", "问题清单")
    document.add_paragraph("{%p endif %}")


def main() -> None:
    """Write the file."""
    document = Document()
    add_styles(document)
    set_page(document)
    add_text(document)
    add_attachments(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.created = "通报模板", datetime(*DATED, tzinfo=UTC).replace(tzinfo=None)
    properties.modified = properties.created
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(FILE, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, DATED), source.read(name), zipfile.ZIP_DEFLATED)
    say(f"已写出 {FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
