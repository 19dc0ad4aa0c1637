"""What a contest file may not say of its rules: the path, what was found, what was expected."""

import json

import pytest
import yaml

from contests.errors import FileError
from contests.exchange.contest_file import read_contest_file, write_contest_file
from contests.models import Contest
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from tests.factories import contest_spec as values

PARTS = [{"code": "p", "name": "过程", "share": "0.6"}, {"code": "r", "name": "结果", "share": "0.4"}]
YEAR = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter", "year"]}
CRITERION = ("dimensions", 0, "criteria", 0)


def changed(path=(), /, **changes):
    """Return a contest file of a whole year with something changed at a path."""
    spec = values(calendar=YEAR)
    target = spec
    for step in path:
        target = target[step]
    target.update(changes)
    return spec


def text_of(spec):
    return yaml.safe_dump(spec, allow_unicode=True, sort_keys=False)


def faults(spec):
    with pytest.raises(FileError) as caught:
        read_contest_file("竞赛.yaml", text_of(spec).encode())
    return [str(fault) for fault in caught.value.faults]


def rolled(**stages):
    return changed(CRITERION, roll_up=stages)


@pytest.mark.parametrize(
    ("spec", "where", "expected", "found"),
    [
        (changed(limits={"ceiling": -1}), "limits.ceiling", "总分上限不能为负，否则没有单位能得正分；不限就不填", "-1"),
        (
            changed(limits={"floor": 60, "ceiling": "59.5"}),
            "limits.ceiling",
            "总分上限不能低于总分下限 60",
            "59.5",
        ),
        (changed(weight_sum=2), "weight_sum", "各维度权重之和为 1，应相等", "2"),
        (
            changed(("dimensions", 0), full_marks=50),
            "dimensions[0].full_marks",
            "各指标满分（乘权重）之和为 40，应相等",
            "50",
        ),
        (changed(CRITERION, method="magic"), "dimensions[0].criteria[0].method", "应为计分方法之一：points、", "magic"),
        (changed(rank_by=["total", "gold"]), "rank_by[1].by", "应为 total、维度代码或指标代码", "gold"),
        (
            rolled(month={"by": "mean", "of": "quarter"}, quarter={"by": "mean", "of": "month"}),
            "dimensions[0].criteria[0].roll_up",
            "汇总成了循环，应由短周期汇总到长周期",
            "月 ← 季 ← 月",
        ),
        (rolled(month="mean"), "dimensions[0].criteria[0].roll_up.month", "应长于上一级周期（月）", "month"),
        (
            rolled(quarter="mean", year={"by": "sum", "of": "month"}),
            "dimensions[0].criteria[0].roll_up.year.of",
            "应为上一级周期 quarter",
            "month",
        ),
        (
            rolled(quarter={"by": "weighted", "weights": [1, 2]}),
            "dimensions[0].criteria[0].roll_up.quarter.weights",
            "应有 3 个权重",
            "2",
        ),
        (
            rolled(quarter={"by": "mean", "weights": [1, 2, 3]}),
            "dimensions[0].criteria[0].roll_up.quarter.weights",
            "只有 by: weighted 才写 weights",
            "3",
        ),
        (
            changed(grades=[{"name": "优秀", "quota": 130}, {"name": "良好"}]),
            "grades[0].quota",
            "应为不大于 100 的数",
            "130",
        ),
        (
            changed(grades=[{"name": "优秀", "at_least": 80}, {"name": "良好", "at_least": 90}, {"name": "较差"}]),
            "grades[1].at_least",
            "应低于上一等次的 80",
            "90",
        ),
        (
            changed(grades=[{"name": "优秀", "at_least": 80}, {"name": "良好", "at_least": 60}]),
            "grades[1]",
            "最后一个等次容纳其余单位，不设分数线和比例",
            "良好",
        ),
        (changed(("dimensions", 0), part="p"), "dimensions[0].part", "文件没有 parts，不能分部分", "p"),
        (changed(parts=PARTS), "dimensions[0].part", "应为 parts 中列出的部分：p、r", "None"),
        (
            changed(place_bonus={"cadence": "year", "points": {1: 2}}),
            "place_bonus.cadence",
            "应为参加排名的周期，且短于最长的一个（calendar.ranked）",
            "year",
        ),
        (
            changed(boards=[{"scope": "combined", "colour": "black", "places": 5}]),
            "boards[0].scope",
            "没有综合榜：应先写 combined: true",
            "combined",
        ),
    ],
)
def test_rule_that_contradicts_itself_is_named(spec, where, expected, found):
    (fault,) = faults(spec)
    assert fault.startswith(f"{where}（第 ")
    assert f"）：{expected}" in fault
    assert fault.endswith(f"（现为：{found}）")


def test_bands_that_overlap_are_named_with_both():
    bands = [{"from": None, "to": 100, "slope": -0.1}, {"from": 90, "to": None, "slope": 0.2}]
    spec = changed(CRITERION, method="banded", params={"bands": bands})
    (fault,) = faults(spec)
    line = next(at for at, text in enumerate(text_of(spec).splitlines(), start=1) if "from: 90" in text)
    assert fault.startswith(f"dimensions[0].criteria[0].params.bands[1].from（第 {line} 行）")
    assert "重叠" in fault


def test_shares_must_sum_to_one():
    spec = changed(parts=[PARTS[0], PARTS[1] | {"share": "0.5"}])
    spec["dimensions"][0]["part"] = "p"
    assert faults(spec)[0].endswith("各部分占比之和应为 1（现为：1.1）")


def test_all_faults_come_at_once_and_nothing_is_stored(db):
    spec = changed(
        weight_sum=3,
        rank_by=["gold"],
        grades=[{"name": "优秀", "at_least": 1}],
        parts=PARTS,
        boards=[{"scope": "x", "colour": "red"}],
    )
    spec["dimensions"][0]["criteria"][0]["method"] = "magic"
    assert len(faults(spec)) == 6
    assert not Contest.objects.exists()


def everything():
    """Return a contest file that uses every rule there is."""
    spec = values(
        calendar=YEAR,
        parts=PARTS,
        weight_sum=2,
        combined=True,
        grades=[{"name": "优秀", "at_least": "90", "quota": "30"}, {"name": "较差"}],
        quota={"rounding": "half_up", "ties": "in"},
        place_bonus={"cadence": "month", "points": {1: "2", 2: "1.5"}, "limit": "6"},
        escalation={1: "提醒", 2: "约谈"},
        rules_from="2022-01-01",
    )
    work = spec["dimensions"][0] | {"part": "p", "full_marks": "40"}
    work["criteria"][0]["roll_up"] = {
        "quarter": {"by": "weighted", "of": None, "missing": "zero", "weights": ["1", "1", "2"]},
        "year": {"by": "sum", "of": "quarter", "missing": "skip", "weights": []},
    }
    band = {"from": None, "to": "100", "slope": "0.1"}, {"from": "100", "to": None, "slope": "0.2"}
    end = {"code": "end", "name": "年终", "full_marks": "100", "cadence": "year", "method": "banded"}
    result = work | {"code": "result", "name": "结果", "part": "r", "full_marks": "100"}
    spec["dimensions"] = [work, result | {"criteria": [work["criteria"][1] | end | {"params": {"bands": list(band)}}]}]
    # What is used twice would be written as an alias, which a contest file may not have.
    return read_contest_file("竞赛.yaml", yaml.safe_dump(json.loads(json.dumps(spec)), allow_unicode=True).encode())


def test_export_gives_back_what_import_took(db):
    spec = everything()
    stored = contest_spec(store_contest(spec=spec, actor=None))
    assert read_contest_file("竞赛.yaml", write_contest_file(stored).encode()) == spec
