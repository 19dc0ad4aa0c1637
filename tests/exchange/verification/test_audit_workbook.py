import copy
import html
import io
import json
import re
import zipfile

import pytest
from openpyxl import load_workbook

from contests.exchange.audit_workbook import audit_workbook
from tests.exchange.verification.releases import NAMES, around
from tests.exchange.verification.sheets import checked, derived, recomputed, rows
from tests.exchange.verification.synthetic import METHODS, Maker
from tests.exchange.verification.ties import OWN, TIES

MADE_UP = range(5)
CASES = [*NAMES, *TIES, *OWN, *(f"made-up-{number}" for number in MADE_UP)]
# What Excel 2016, WPS and LibreOffice 7.4 all have, and none of them needs an array formula for.
KNOWN = {
    *("ABS", "AND", "AVERAGE", "COUNT", "COUNTIF", "EXACT", "IF", "INDEX", "INT", "ISNUMBER", "LOG10", "MATCH", "MAX"),
    *(
        "MIN",
        "NOT",
        "OR",
        "ROUND",
        "ROUNDDOWN",
        "ROUNDUP",
        "ROW",
        "ROWS",
        "SIGN",
        "SUM",
        "SUMIF",
        "SUMPRODUCT",
        "TRUNC",
    ),
}
FORGED = {"score": "1", "rank": 9, "tied": True, "grade": "优秀"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def payloads(bundles):
    made_up = TIES | OWN | {f"made-up-{number}": Maker(number).document() for number in MADE_UP}
    released = {name: json.loads(text) for name, text in bundles.items()}
    return released | {name: around(document) for name, document in made_up.items()}


@pytest.fixture(scope="session")
def forged(payloads):
    """Return a release whose every published figure is false."""
    payload = copy.deepcopy(payloads["made-up-2"])
    for row in payload["standings"]:
        row.update(FORGED)
        for line in row["breakdown"]:
            line["points"] = "0.01"
    for entry in payload["entries"]:
        entry.update(colour={"red": "black", "black": "red"}[entry["colour"]], streak=9)
    return payload


@pytest.fixture(scope="session")
def workbooks(payloads, forged):
    made = {name: audit_workbook(payload, "f" * 64) for name, payload in payloads.items()}
    return made | {"forged": audit_workbook(forged, ""), "changed": changed(made["factories"])}


@pytest.fixture(scope="session")
def computed(workbooks, recalculate):
    """Return the sheets of every workbook as LibreOffice computes them, which starts once for all."""
    return recalculate(workbooks)


def changed(workbook):
    """Return the workbook with one reading changed by hand: the last unit's first criterion becomes 19.5."""
    book = load_workbook(io.BytesIO(workbook))
    for row in book["原始数据"].iter_rows(min_row=2):
        if (row[0].value, row[3].value) == ("k0", "e3"):
            row[7].value = 19.5
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("name", CASES)
def test_every_cell_is_as_the_engine_has_it(payloads, computed, name):
    assert recomputed(computed[name]) == derived(payloads[name]["document"])


@pytest.mark.parametrize("name", CASES)
def test_cover_says_that_everything_agrees(computed, name):
    sheets = computed[name]
    counts = {title: len(rows(sheets, title)) for title in checked(sheets)}
    cover = {line[0]: line[1:] for line in sheets["说明"]}
    assert {title: cover[title][:2] for title in counts} == {title: [count, 0] for title, count in counts.items()}
    assert cover["结论"][0] == f"全部一致，共 {sum(counts.values())} 项"


@pytest.mark.parametrize("name", CASES)
def test_no_cell_is_an_error(computed, name):
    cells = [cell for lines in computed[name].values() for line in lines for cell in line if isinstance(cell, str)]
    assert [cell for cell in cells if re.match(r"#|Err:", cell)] == []


def test_every_method_is_among_the_made_up(payloads):
    used = [
        (one["method"], json.dumps(one["params"], ensure_ascii=False))
        for number in MADE_UP
        for dimension in payloads[f"made-up-{number}"]["document"]["rules"]["dimensions"]
        for one in dimension["criteria"]
    ]
    assert {(method, json.dumps(params, ensure_ascii=False)) for method, params in METHODS} <= set(used)


def test_published_figures_are_only_compared_with(computed):
    assert recomputed(computed["forged"]) == recomputed(computed["made-up-2"])


def test_published_figures_that_differ_are_found(computed, forged):
    sheets = computed["forged"]
    agreed = {title: [row["是否一致"] for row in rows(sheets, title)] for title in checked(sheets)}
    for title in ("指标得分", "维度", "总分", "名次"):
        assert set(agreed[title]) == {"否"}
    entries = {(entry["scope"], entry["entrant"]) for entry in forged["entries"]}
    wrong = [row for row in rows(sheets, "红黑榜") if row["是否一致"] == "否"]
    assert {(row["范围代码"], row["单位代码"]) for row in wrong} == entries
    assert sheets["说明"][-1][1] == f"有 {sum(words.count('否') for words in agreed.values())} 项不一致"


def test_reading_changed_by_hand_comes_to_what_the_engine_makes_of_it(payloads, computed):
    document = copy.deepcopy(payloads["factories"]["document"])
    document["readings"]["2022-09"]["k0"]["e3"][1] = "19.5"
    assert recomputed(computed["changed"]) == derived(document)


@pytest.mark.parametrize("name", ["benpao", "made-up-4"])
def test_same_release_gives_the_same_bytes(payloads, workbooks, name):
    assert audit_workbook(json.loads(json.dumps(payloads[name])), "f" * 64) == workbooks[name]


@pytest.mark.parametrize("name", CASES)
def test_formulas_are_such_as_older_programs_know(workbooks, name):
    with zipfile.ZipFile(io.BytesIO(workbooks[name])) as archive:
        sheets = [archive.read(part).decode() for part in archive.namelist() if part.startswith("xl/worksheets/")]
    formulas = [html.unescape(found) for sheet in sheets for found in re.findall(r"<f>(.*?)</f>", sheet)]
    assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", " ".join(formulas))) <= KNOWN
    assert max(map(len, formulas)) < 8192


def test_assessors_are_numbered_and_never_named(workbooks):
    book = load_workbook(io.BytesIO(workbooks["made-up-0"]))
    parts = [row[5].value for row in book["分项数据"].iter_rows(min_row=2)]
    assert "评委 1" in parts
    words = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [word for word in words if "评委姓名" in word] == []


def test_text_that_looks_like_a_formula_stays_a_text(payloads, computed):
    facts = {finding["fact"] for finding in payloads["made-up-2"]["document"]["findings"]}
    lines = computed["made-up-2"]["事项"][1:]
    assert {line[7] for line in lines} == {fact.replace("\x07", "") for fact in facts}


def test_cells_that_compute_hold_formulas_and_no_figure(workbooks):
    book = load_workbook(io.BytesIO(workbooks["made-up-2"]), data_only=True)
    for title, heading in (
        ("指标得分", "得分"),
        ("维度", "得分"),
        ("总分", "得分"),
        ("名次", "名次"),
        ("红黑榜", "榜别"),
    ):
        lines = list(book[title].iter_rows(values_only=True))
        at = next(at for at, line in enumerate(lines) if "是否一致" in line)
        column = lines[at].index(heading)
        assert {line[column] for line in lines[at + 1 :]} == {None}
