"""Figures that are more than a number: several assessors, faults counted by kind, words for no figure."""

import pytest

from contests.errors import FileError
from contests.exchange.ratings_file import read_ratings
from contests.models import Rating
from contests.selectors.entry import entry_guide
from contests.services.entry import store_ratings
from tests.exchange.files import csv
from tests.factories import NOW, approve_all, compute, contest_spec, make_contest, make_people, period_of

pytestmark = pytest.mark.django_db

CRITERIA = {
    "pinfen": {"name": "评委评分", "method": "points", "params": {"assessors": "trimmed"}},
    "koufen": {
        "name": "扣分",
        "full_marks": "15",
        "method": "deduction",
        "params": {"items": {"迟报": "2", "错报": "5"}},
    },
    "xiaohao": {"name": "销号率", "method": "closure", "params": {}},
}


@pytest.fixture
def contest():
    dimension = contest_spec(criteria=1)["dimensions"][0]
    usual = dimension["criteria"][0]
    criteria = [usual | {"code": code} | changes for code, changes in CRITERIA.items()]
    return make_contest(entrants=2, dimensions=[dimension | {"criteria": criteria}])


def read(contest, *lines):
    return read_ratings("填报.csv", csv(*lines), entry_guide(contest))


def faults(contest, *lines):
    with pytest.raises(FileError) as caught:
        read(contest, *lines)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("criterion", "written", "stored"),
    [
        ("评委评分", "18；19;17", "18；19；17"),
        ("评委评分", "张=18；李：19.50", "张=18；李=19.5"),
        ("扣分", "迟报=3；错报=1", "迟报=3；错报=1"),
        ("扣分", "无", ""),
    ],
)
def test_several_figures_are_kept_as_people_write_them(contest, criterion, written, stored):
    (row,) = read(contest, f"2022-09,部门0,{criterion},{written},")
    assert (row.value, row.parts, row.word) == (None, stored, "")


@pytest.mark.parametrize("word", ["不适用", "无活动"])
def test_word_for_no_figure_is_taken_for_any_criterion(contest, word):
    (row,) = read(contest, f"2022-09,部门0,评委评分,{word},")
    assert (row.value, row.parts, row.word) == (None, "", word)


@pytest.mark.parametrize(
    ("criterion", "written", "expected"),
    [
        ("评委评分", "", "应写成 18；19；17，或 迟报=2；错报=1；没有的填 无"),
        ("评委评分", "无", "应写各评委的评分，如 18；19；17（现为：无）"),
        ("评委评分", "18；高", "应写成 18；19；17，或 迟报=2；错报=1（现为：18；高）"),
        ("评委评分", "18；21", "应在 0 到满分 20 之间（现为：21）"),
        ("扣分", "早退=1", "扣分事项应为：错报、迟报（现为：早退=1）"),
        ("扣分", "迟报=1.5", "“迟报”应为次数，如 2（现为：迟报=1.5）"),
        ("销号率", "5", "由问题清单自动计算，不用填报（现为：销号率）"),
    ],
)
def test_figures_that_cannot_be_scored_are_named(contest, criterion, written, expected):
    (fault,) = faults(contest, f"2022-09,部门0,{criterion},{written},")
    assert fault.endswith(expected)


def test_figures_come_out_scored_with_their_words(contest):
    people = make_people(contest)
    rows = read(
        contest,
        "2022-09,部门0,评委评分,18；19；17；3,",
        "2022-09,部门0,扣分,迟报=3；错报=1,",
        "2022-09,部门1,评委评分,无活动,",
        "2022-09,部门1,扣分,无,",
    )
    store_ratings(contest=contest, figures=rows, entered_by=people.reporter, now=NOW, source="填报.csv", sha256="")
    period = period_of(contest)
    approve_all(period, people.reviewer)
    run = compute(period)
    points = {
        (standing.entrant.code, row["criterion"]): (row["points"], row["formula"])
        for standing in run.standings.filter(scope="work").select_related("entrant")
        for row in standing.breakdown
        if "criterion" in row
    }
    assert points["e0", "pinfen"] == ("17.50", "评分 (17 + 18) ÷ 2（去掉最高 19、最低 3） = 17.50")
    assert points["e0", "koufen"] == ("4.00", "15 − 迟报 2 × 3 − 错报 5 × 1 = 4.00")
    assert points["e1", "pinfen"] == (None, "无活动")
    assert points["e1", "koufen"] == ("15.00", "15（无扣分） = 15.00")
    assert points["e1", "xiaohao"] == (None, "没有交办的问题，不适用")
    assert run.document["sources"] == [["填报.csv", "填报员", "审核员"]]


def test_changed_parts_keep_what_they_were(contest):
    people = make_people(contest)
    for written in ("18；19；17", "18；19；16"):
        rows = read(contest, f"2022-09,部门0,评委评分,{written},")
        store_ratings(contest=contest, figures=rows, entered_by=people.reporter, now=NOW, source="填报.csv", sha256="")
    rating = Rating.objects.get()
    assert (rating.parts, rating.before.parts, rating.version) == ("18；19；16", "18；19；17", 2)


def test_assessors_are_not_named_in_the_document_nor_known_by_their_place(contest):
    people = make_people(contest)
    rows = read(contest, "2022-09,部门0,评委评分,张三=18；李四=10；王五=12,")
    store_ratings(contest=contest, figures=rows, entered_by=people.reporter, now=NOW, source="填报.csv", sha256="")
    period = period_of(contest)
    approve_all(period, people.reviewer)
    assert compute(period).document["readings"]["2022-09"]["pinfen"] == {
        "e0": [0, None, None, None, [["", "10"], ["", "12"], ["", "18"]], ""]
    }
