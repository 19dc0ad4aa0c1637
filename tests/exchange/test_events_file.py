import pytest

from contests.errors import FileError
from contests.exchange.events_file import read_events
from contests.selectors.entry import entry_guide
from tests.factories import make_contest

pytestmark = pytest.mark.django_db

HEADER = "期次,单位,范围,类别,分值,事由,来源,依据文件,直接上榜,否决效力"


@pytest.fixture
def guide():
    return entry_guide(make_contest())


def read(guide, *lines):
    return read_events("事项.csv", "\n".join([HEADER, *lines]).encode(), guide)


def test_events_of_every_kind_are_read(guide):
    events = read(
        guide,
        "2022-09,部门0,赛业绩,红榜,,签约三个项目,工作成果,,否",
        "2022-09,部门1,总分,黑榜,,未按要求报送材料,通报,通报3号,是",
        "2022-09,部门2,总分,加分,2,受上级表彰,,表彰1号,",
        "2022-09,部门2,总分,扣分,-1.5,迟报,,通报4号,",
        "2022-09,部门2,总分,一票否决,,安全事故,,通报5号,",
    )
    assert [(row["colour"], row["scope"], row["by_hand"]) for row in events.findings] == [
        ("red", "work", False),
        ("black", "total", True),
    ]
    assert [(row["kind"], str(row["points"]), row["effect"]) for row in events.adjustments] == [
        ("bonus", "2", ""),
        ("deduction", "-1.5", ""),
        ("veto", "0", "bar_red"),
    ]


def test_every_fault_is_listed(guide):
    with pytest.raises(FileError) as caught:
        read(
            guide,
            "2022-09,部门0,赛纪律,红榜,,签约,工作成果,,否",
            "2022-09,部门1,总分,黑榜,,,小道消息,,也许",
            "2022-09,部门2,总分,加分,-2,受表彰,,,",
            "2022-09,部门2,总分,表扬,,受表彰,,表彰1号,",
        )
    assert [str(fault).split("：")[0] for fault in caught.value.faults] == [
        "第 2 行“范围”",
        "第 3 行“事由”",
        "第 3 行“来源”",
        "第 3 行“直接上榜”",
        "第 4 行“依据文件”",
        "第 4 行“分值”",
        "第 5 行“类别”",
        "第 5 行“分值”",
    ]


@pytest.mark.parametrize(
    ("scope", "text", "effect"),
    [
        ("总分", "", "bar_red"),
        ("总分", "总分计零", "zero"),
        ("总分", "不得进入红榜", "bar_red"),
        ("赛业绩", "不得进入红榜", "bar_red"),
    ],
)
def test_veto_has_the_effect_that_its_row_names(guide, scope, text, effect):
    (veto,) = read(guide, f"2022-09,部门2,{scope},一票否决,,安全事故,,通报5号,,{text}").adjustments
    assert veto["effect"] == effect


def faults(guide, *lines, judge=None):
    with pytest.raises(FileError) as caught:
        read_events("事项.csv", "\n".join([HEADER, *lines]).encode(), guide, judge)
    return [str(fault) for fault in caught.value.faults]


def test_effect_that_does_not_fit_is_told(guide):
    assert faults(
        guide,
        "2022-09,部门0,总分,一票否决,,安全事故,,通报5号,,全部计零",
        "2022-09,部门0,赛业绩,一票否决,,安全事故,,通报5号,,总分计零",
        "2022-09,部门0,总分,扣分,-1,迟报,,通报4号,,总分计零",
        "2022-09,部门0,总分,红榜,,签约,工作成果,,,不得进入红榜",
    ) == [
        "第 2 行“否决效力”：没有这个否决效力，是不是“总分计零”？（现为：全部计零）",
        "第 3 行“否决效力”：总分计零的范围应为总分（现为：总分计零）",
        "第 4 行“否决效力”：只有一票否决填否决效力（现为：总分计零）",
        "第 5 行“否决效力”：只有一票否决填否决效力（现为：不得进入红榜）",
    ]


def test_judge_refuses_what_a_person_may_not_propose(guide):
    line = "2022-09,部门0,总分,加分,2,受上级表彰,,表彰1号,,"
    other = "2022-09,部门1,总分,加分,2,受上级表彰,,表彰1号,,"
    told = faults(
        guide,
        line,
        other,
        judge=lambda period, entrant, criterion: "不属于您负责的单位" if entrant.code == "e0" else None,
    )
    assert told == ["第 2 行“单位”：不属于您负责的单位（现为：部门0）"]


@pytest.mark.parametrize(
    ("scope", "points", "most"), [("总分", "-99999", "40"), ("总分", "40.01", "40"), ("赛业绩", "-41", "40")]
)
def test_points_beyond_the_full_marks_of_a_scope_are_read_and_doubted(guide, scope, points, most):
    kind = "扣分" if points.startswith("-") else "加分"
    events = read(guide, f"2022-09,部门2,{scope},{kind},{points},迟报,,通报4号,")
    said = f"一次加减 {points.removeprefix('-')} 分，超过所选范围的满分 {most} 分，请核对是否多写了位数"
    assert events.doubts == {2: said}
    assert [str(values["points"]) for values in events.adjustments] == [points]


def test_points_as_large_as_a_scope_are_not_doubted(guide):
    events = read(guide, "2022-09,部门2,赛业绩,扣分,-40,弄虚作假,,通报4号,")
    assert (len(events.adjustments), events.doubts) == (1, {})
