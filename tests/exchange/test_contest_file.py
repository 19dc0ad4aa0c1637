import pytest
import yaml

from contests.errors import FileError
from contests.exchange.contest_file import read_contest_file, write_contest_file
from contests.scoring.methods import METHODS
from contests.selectors.contests import contest_spec
from contests.services.contests import store_contest
from tests.factories import contest_spec as values
from tests.factories import make_contest


def text_of(**changes):
    return yaml.safe_dump(values(**changes), allow_unicode=True, sort_keys=False)


def faults(text):
    with pytest.raises(FileError) as caught:
        read_contest_file("竞赛.yaml", text.encode() if isinstance(text, str) else text)
    return [str(fault) for fault in caught.value.faults]


def test_file_gives_its_values():
    assert read_contest_file("竞赛.yaml", text_of().encode()) == values()


def test_gb18030_file_is_read():
    assert read_contest_file("竞赛.yaml", text_of().encode("gb18030")) == values()


def test_written_file_gives_the_same_values_back():
    assert read_contest_file("竞赛.yaml", write_contest_file(values()).encode()) == values()


@pytest.mark.django_db
def test_export_gives_back_what_import_took():
    assert contest_spec(store_contest(spec=values(), actor=None)) == values()


@pytest.mark.django_db
def test_days_of_appeals_come_and_go_with_the_file():
    spec = values()
    assert spec["calendar"]["appeal_days"] == 5
    spec["calendar"]["appeal_days"] = 0
    contest = store_contest(spec=spec, actor=None)
    assert contest.appeal_days == 0
    written = write_contest_file(contest_spec(contest))
    assert read_contest_file("竞赛.yaml", written.encode()) == spec


@pytest.mark.django_db
def test_categories_of_divisions_come_and_go_with_the_file():
    divisions = [{"code": "all", "name": "比落地", "category": "产业"}, {"code": "other", "name": "民生"}]
    spec = values(divisions=divisions)
    contest = store_contest(spec=spec, actor=None)
    assert list(contest.divisions.values_list("category", flat=True)) == ["产业", ""]
    written = write_contest_file(contest_spec(contest))
    assert "category: 产业" in written
    assert read_contest_file("竞赛.yaml", written.encode()) == spec


def test_project_belongs_to_the_category_of_its_divisions():
    spec = values(
        divisions=[{"code": "all", "name": "比落地", "category": "产业"}, {"code": "life", "name": "民生项目"}]
    )
    spec["divisions"][1]["category"] = "民生"
    spec["entrants"][0]["project"] = {"category": "产业"}
    spec["entrants"][1] |= {"project": {"category": "产业"}, "moves": [{"division": "life", "starts_on": "2022-08-01"}]}
    spec["entrants"][2]["project"] = {"category": ""}
    (fault,) = faults(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False))
    assert "entrants[1].project.category" in fault
    assert "应与所在组别的类别一致：民生" in fault


@pytest.mark.django_db
def test_import_again_brings_the_contest_to_its_file():
    make_contest(entrants=3)
    contest = store_contest(spec=values(entrants=2, name="新名"), actor=None)
    assert (contest.name, contest.entrants.count(), contest.periods.count()) == ("新名", 2, 6)


def test_every_fault_is_named_with_its_path_line_and_expectation():
    text = "\n".join(
        [
            "format: 1",
            "slug: bisai",
            "publisher: 竞赛办",
            "host: park",
            "calendar: {starts_on: 2022-07-01, ends_on: 2022-13-01, ranked: [day]}",
            "departments: [{code: park, name: 园区, kind: park}]",
            "divisions: [{code: all, name: 部门}]",
            "entrants: [{code: e0, name: 甲, department: park, division: all, colour: red}]",
            "dimensions:",
            "  - code: d",
            "    name: 维度",
            "    criteria:",
            "      - {code: k, name: 指标, full_marks: 很多, cadence: month, method: points, weight: -1}",
        ]
    )
    assert faults(text) == [
        "name（第 1 行）：缺少这一项",
        "calendar.ends_on（第 5 行）：应为日期，如 2022-09-01（现为：2022-13-01）",
        "calendar.ranked[0]（第 5 行）：应为 'week'、'month'、'quarter'、'year' 之一（现为：day）",
        "entrants[0].colour（第 8 行）：没有这一项，请检查拼写（现为：red）",
        "dimensions[0].criteria[0].full_marks（第 13 行）：应为数（现为：很多）",
        "dimensions[0].criteria[0].weight（第 13 行）：应为不小于 0 的数（现为：-1）",
    ]


def changed(part, **changes):
    spec = values()
    target = spec
    for step in part:
        target = target[step]
    target.update(changes)
    return yaml.safe_dump(spec, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize(
    ("text", "where", "expected"),
    [
        (changed((), slug="holidays"), "slug", "这个代码是系统页面的地址，请换一个"),
        (changed(("calendar",), appeal_days=61), "calendar.appeal_days", "应为不大于 60 的数"),
        (changed((), host="nowhere"), "host", "应为 departments 中列出的单位"),
        (changed(("entrants", 0), division="x"), "entrants[0].division", "应为组别之一：all"),
        (changed(("entrants", 0), department="x"), "entrants[0].department", "应为 departments 中列出的单位"),
        (changed(("entrants", 1), code="e0"), "entrants[1].code", "代码不能重复"),
        (changed(("entrants", 1), name="部门0"), "entrants[1].name", "名称不能重复"),
        (changed(("dimensions", 0), code="total"), "dimensions[0].code", "total 专指总分，请换一个代码"),
        (
            changed(("dimensions", 0, "criteria", 0), method="magic"),
            "dimensions[0].criteria[0].method",
            f"应为计分方法之一：{'、'.join(METHODS)}",
        ),
        (
            changed(("dimensions", 0, "criteria", 0), params={"cap": 1}),
            "dimensions[0].criteria[0].params.cap",
            "没有这个参数，可用：assessors",
        ),
        (
            changed(("dimensions", 0, "criteria", 1), cadence="year"),
            "dimensions[0].criteria[1].cadence",
            "不能长于参加排名的周期（calendar.ranked）",
        ),
        (changed((), rank_by=[{"by": "gold"}]), "rank_by[0].by", "应为 total、维度代码或指标代码"),
        (changed(("boards", 0), scope="x"), "boards[0].scope", "应为 total 或维度代码：work"),
        (changed(("boards", 1), colour="red"), "boards[1].colour", "同一范围、同一组别的同一榜只写一条规则"),
        (changed(("departments", 1), parent="later"), "departments[1].parent", "上级单位应先列出"),
        (changed(("calendar",), ends_on="2022-06-01"), "calendar.ends_on", "应不早于开始日期 2022-07-01"),
    ],
)
def test_contradiction_is_named(text, where, expected):
    (fault,) = faults(text)
    assert fault.startswith(f"{where}（第 ")
    assert f"）：{expected}（现为：" in fault


def test_alias_bomb_is_refused_unopened():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults(bomb) == ["第 2 行：不支持引用（*），请把内容写全"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"name: [", "第 1 行：不是规范的 YAML，请检查缩进、冒号后的空格和引号"),
        (b"name: a\nname: b", "第 2 行：“name”写了两次"),
        (b"\xff\xff\xfe", "文件：不是文字文件，应为 UTF-8 或 GB18030 编码"),
        (b"- 1", "文件（第 1 行）：应为若干“名称: 内容”（现为：[1]）"),
        (b"", "文件（第 1 行）：应为若干“名称: 内容”（现为：None）"),
        (b"x" * (3 * 1024 * 1024), "文件：竞赛文件最大 2 MB（现为：3 MB）"),
        (("[" * 5000).encode(), None),
    ],
)
def test_what_is_no_contest_file_is_said_plainly(data, fault):
    found = faults(data)
    assert fault is None or found == [fault]


@pytest.mark.parametrize("figure", ["1e400", ".nan", ".inf", "123456789012", "1.23456"])
def test_impossible_figure_is_refused(figure):
    text = text_of().replace("full_marks: '20'", f"full_marks: {figure}", 1)
    (fault,) = faults(text)
    assert fault.startswith("dimensions[0].criteria[0].full_marks（第 ")
