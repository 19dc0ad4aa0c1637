"""The poster: one page whatever is on it, all of it there, and set so that it can be read."""

import re

import pytest

from contests.exchange import pdf as typesetting
from contests.exchange.pdf import style
from contests.exchange.poster import PAPERS, poster
from contests.exchange.poster.content import Entry, Place, content_of
from contests.exchange.poster.sheets import lay_out
from contests.exchange.poster.words import LONGEST_REASON, shorten
from contests.selectors.payloads import Payload
from tests.exchange.papers import pdf
from tests.exchange.papers.releases import PUBLISHER, issue, name_of, payload

ADDRESS = "https://board.example.gov.cn/contests/bisai/releases/3/"
A3 = PAPERS["a3"]


def layout(values, paper=A3):
    return lay_out(content_of(Payload(values), ()), paper)


@pytest.mark.parametrize(("count", "length"), [(2, 2), (2, 28), (8, 6), (8, 28), (73, 2), (73, 8)])
def test_poster_is_one_page_with_everybody_on_it(count, length, pictures):
    content = poster(payload(count, length=length), issue(), A3, ADDRESS)
    pdf.keep(content, pictures / f"poster-{count}-names-{length}")
    found = pdf.text(content)
    assert pdf.pages(content) == 1
    assert [name for at in range(count) if (name := name_of(at, length)) not in found] == []


def test_poster_goes_on_where_text_would_become_too_small_to_read(pictures):
    values = payload(73, length=28, listed=14)
    content = poster(values, issue(), A3, ADDRESS)
    pdf.keep(content, pictures / "poster-73-names-28")
    found = pdf.text(content)
    assert pdf.pages(content) == 2
    assert "第1张，共2张" in found
    assert "第2张，共2张" in found
    assert found.count("公示期2022年10月14日至2022年10月21日（5个工作日）") == 2
    assert [name for at in range(73) if (name := name_of(at, 28)) not in found] == []


@pytest.mark.parametrize(("size", "expected"), [("a3", (297, 420)), ("a1", (594, 841)), ("a0", (841, 1189))])
def test_poster_has_the_size_of_its_paper(size, expected):
    assert pdf.size(poster(payload(8), issue(), PAPERS[size], ADDRESS)) == expected


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
@pytest.mark.parametrize("count", [2, 8, 73, 200])
def test_type_is_never_smaller_than_the_smallest(paper, count):
    found = layout(payload(count, length=20, listed=10), paper)
    assert found.type.size >= paper.smallest


def test_type_grows_as_less_is_said():
    sizes = [layout(payload(count)).type.size for count in (73, 8, 2)]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3


def test_two_panels_of_a_sheet_are_equally_high_and_fill_it():
    (sheet,) = layout(payload(8)).sheets
    assert style("poster.css").count("display: table-cell") == 3
    assert sheet.panels > A3.room * 0.4


def test_every_face_is_embedded_and_bytes_are_the_same_each_time():
    content = poster(payload(8), issue(), A3, ADDRESS)
    assert pdf.faces(content)
    assert all(embedded for _, embedded in pdf.faces(content))
    typesetting._print.cache_clear()
    assert poster(payload(8), issue(), A3, ADDRESS) == content


def test_poster_says_what_hangs_with_it():
    values = payload(8, contest={"supervision_phone": "0731-55550000", "is_sample": True})
    found = pdf.text(poster(values, issue(corrected_by=4), A3, ADDRESS))
    for words in (
        "百日大会战", "第3期", "考评期：2022年9月", "发布日期：2022年10月14日", f"发布单位：{PUBLISHER}", "示例园区",
        "红榜", "黑榜", "排名", "公示期", "监督电话0731-55550000", "演示数据", "已更正", "请以第4期为准", ADDRESS,
        "【连续2期】",
    ):  # fmt: skip
        assert words in found


def test_poster_without_phone_window_and_address_leaves_them_out():
    found = pdf.text(poster(payload(2, objections_until=None), issue(), A3, ""))
    assert [word for word in ("监督电话", "公示期", "扫码", "演示数据", "已更正") if word in found] == []


def test_empty_lists_say_so():
    found = pdf.text(poster(payload(2, entries=[]), issue(), A3, ADDRESS))
    assert "本期无红榜单位" in found
    assert "本期无黑榜单位" in found


def test_text_of_others_is_text():
    found = pdf.text(poster(payload(2, reason="<b>&{{ x }}</b>"), issue(), A3, ADDRESS))
    assert "<b>&{{x}}</b>" in found


def test_black_panel_has_no_red_in_it():
    rules = re.findall(r"([^{}]*\.black[^{}]*)\{([^}]*)\}", style("poster.css"))
    colours = {name for _, body in rules for name in re.findall(r"var\(--([a-z-]+)\)", body)}
    assert colours == {"silver-line", "black", "on-black", "on-black-soft"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("短", "短"),
        ("一" * 40, "一" * 40),
        ("一" * 41, "一" * 39 + "…"),
        ("一" * 30 + "，" + "二" * 30, "一" * 30 + "…"),
        ("一" * 5 + "，" + "二" * 60, "一" * 5 + "，" + "二" * 33 + "…"),
        ("一\n 二", "一 二"),
    ],
)
def test_reason_is_cut_at_a_natural_place(text, expected):
    assert shorten(text) == expected
    assert len(shorten(text)) <= LONGEST_REASON


@pytest.mark.parametrize("count", [2, 9, 31, 73, 200])
@pytest.mark.parametrize("listed", [0, 5, 40])
def test_everybody_is_shared_out_to_the_sheets_once(count, listed):
    values = payload(count, length=12, listed=listed)
    content = content_of(Payload(values), ())
    sheets = layout(values).sheets

    def named(items):
        return [item for item in items if isinstance(item, Entry | Place)]

    assert [one for sheet in sheets for one in named(sheet.red)] == named(content.red)
    assert [one for sheet in sheets for one in named(sheet.black)] == named(content.black)
    assert [one for sheet in sheets for column in sheet.columns for one in named(column)] == named(content.places)
