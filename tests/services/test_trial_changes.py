"""What a trial says of rules and inputs that differ, in words."""

import pytest

from contests.enums import TrialKind
from contests.exchange.contest_file import check_contest
from contests.models import Problem
from contests.models.rules_versions import rules_in
from contests.selectors.contests import contest_spec
from contests.selectors.trials import comparison
from contests.services.contests import store_contest
from contests.services.trials import request_trial, run_trial
from tests.factories import NOW, approve_all, compute, make_contest, make_people, month, period_of, propose, release

pytestmark = pytest.mark.django_db

POOLS = [{"code": "all", "name": "部门组"}, {"code": "other", "name": "园区组"}]


@pytest.fixture
def contest():
    return make_contest(divisions=POOLS)


@pytest.fixture
def people(contest):
    return make_people(contest)


def found(contest, people, rules=None):
    """Return the result of a trial of September: of rules, or of computing again without them."""
    kind = TrialKind.RULES if rules else TrialKind.RECOMPUTE
    trial = request_trial(period=period_of(contest), kind=kind, rules=rules, requested_by=people.office, now=NOW)
    assert run_trial(trial_id=trial.pk, worker="甲", now=NOW)
    trial.refresh_from_db()
    return trial.result


def changed(contest, **values):
    return check_contest({**contest_spec(contest), **values})


CRITERIA = [
    {
        "code": "k0", "name": "指标0", "full_marks": 30, "division_marks": {"other": 25}, "weight": 0.5,
        "cadence": "week", "method": "completion", "params": {"cap": None}, "missing": "zero",
        "roll_up": {"month": "sum"},
    },
]  # fmt: skip
RULES = {
    "score_label": "总分",
    "dimensions": [
        {"code": "work", "name": "赛业绩", "weight": 2, "part": "result", "full_marks": 15, "criteria": CRITERIA},
        {"code": "care", "name": "赛服务", "part": "process", "criteria": [CRITERIA[0] | {"code": "k9"}]},
    ],
    "weight_sum": 3,
    "parts": [{"code": "process", "name": "过程", "share": 0.4}, {"code": "result", "name": "结果", "share": 0.6}],
    "rounding": {"criterion": 1, "total": 3, "mode": "half_even"},
    "limits": {"bonus": 5, "deduction": 6, "floor": 0, "ceiling": 100},
    "rank_by": ["total", {"by": "k0", "order": "asc"}],
    "boards": [
        {"scope": "total", "colour": "red", "places": 2, "at_least": 80, "border_ties": "out"},
        {"scope": "total", "colour": "black", "places": 3, "below": 60, "combine": "any"},
        {"scope": "work", "colour": "black"},
    ],
    "grades": [{"name": "优秀", "at_least": 90, "quota": 30}, {"name": "较差"}],
    "quota": {"rounding": "up", "ties": "in"},
    "combined": True,
    "escalation": {1: "约谈", 2: "问责"},
}
# Every line that differs, beside those of the dimension that is added and of the criterion that is gone.
WORDS = {
    "赛业绩·权重": ("1", "2"),
    "赛业绩·满分合计": ("不核对", "15"),
    "赛业绩·所属部分": ("无", "结果"),
    "赛业绩·指标0·权重": ("1", "0.5"),
    "赛业绩·指标0·满分": ("20", "30"),
    "赛业绩·指标0·满分（other）": ("无", "25"),
    "赛业绩·指标0·计分方法": ("评分，0 到 20", "30 × 完成数 ÷ 任务数，不封顶"),
    "赛业绩·指标0·填报周期": ("月", "周"),
    "赛业绩·指标0·汇总": ("平均", "月：合计，缺的不计"),
    "赛业绩·指标0·未填报": ("不排名", "计零分"),
    "各维度权重之和": ("不核对", "3"),
    "过程占比": ("无", "0.4"),
    "结果占比": ("无", "0.6"),
    "分数名称": ("得分", "总分"),
    "指标小数位数": ("2", "1"),
    "得分小数位数": ("2", "3"),
    "进位方式": ("四舍五入", "四舍六入五成双"),
    "加分封顶": ("不限", "5"),
    "扣分封顶": ("不限", "6"),
    "总分下限": ("不限", "0"),
    "总分上限": ("不限", "100"),
    "排名依据": ("总分（高者在前）", "总分（高者在前） → 指标0（低者在前）"),
    "等次": ("无", "优秀（不低于 90，不超过 30%）；较差（其余）"),
    "等次比例取整": ("舍去尾数，并列都不算", "进一，并列都算"),
    "综合榜": ("无", "有"),
    "连续上黑榜": ("无", "1 次约谈；2 次问责"),
    "总榜·红榜": ("前 1 名（末位并列都算）", "前 2 名（末位并列都不算）且不低于 80"),
    "总榜·黑榜": ("后 1 名（末位并列都算）", "后 3 名（末位并列都算）或低于 60"),
    "赛业绩·黑榜": ("无", "只列事项"),
}


def test_every_rule_is_said_in_words(contest, people):
    compute(month(contest, people))
    result = found(contest, people, rules_in(changed(contest, **RULES)))
    words = {what: (old, new) for what, old, new in result["changes"]}
    gone = [what for what in words if what.startswith("赛业绩·指标1")]
    added = [what for what in words if what.startswith("赛服务")]
    assert {words.pop(what)[1] for what in gone} == {"无"}
    assert {words.pop(what)[0] for what in added} == {"无"}
    assert (len(gone), len(added)) == (6, 10)
    assert words == WORDS


def test_every_figure_and_event_is_said_in_words(contest, people):
    period = month(contest, people)
    compute(period)
    ids = {"period_id": period.pk, "entrant_id": contest.entrants.get(code="e0").pk}
    fault = {"scope": "total", "colour": "black", "fact": "迟报材料", "source": "notice", "by_hand": True}
    bonus = {
        "scope": "work",
        "kind": "bonus",
        "points": 3,
        "effect": "",
        "matter": "获表彰",
        "document": "发〔2022〕1号",
    }
    veto = {"scope": "total", "kind": "veto", "points": 0, "effect": "bar_red", "matter": "安全事故", "document": ""}
    propose(contest, findings=[fault | ids], adjustments=[bonus | ids, veto | ids], by=people.office)
    approve_all(period, people.reviewer)
    contest.entrants.get(code="e1").placements.create(
        division=contest.divisions.get(code="other"), starts_on="2022-09-05"
    )
    release(month(contest, people, "2022-08"), people)
    assert found(contest, people)["changes"] == [
        ["参赛单位 部门1", "部门组", "园区组"],
        ["加分 部门0·赛业绩：获表彰", "无", "3 分（依据：发〔2022〕1号）"],
        ["一票否决 部门0·总榜：安全事故", "无", "不得进入红榜"],
        ["黑榜事项 部门0·总榜：迟报材料", "无", "直接上榜"],
        ["上期名次 部门0·总榜", "无", "第 1 名"],
        ["上期名次 部门0·赛业绩", "无", "第 1 名"],
        ["上期名次 部门2·总榜", "无", "第 3 名"],
        ["上期名次 部门2·赛业绩", "无", "第 3 名"],
        ["此前连续上黑榜 部门2·总榜", "无", "1 次"],
    ]


def test_problem_of_the_ledger_that_was_closed_is_said():
    criterion = {"code": "k0", "name": "销号率", "full_marks": 20, "cadence": "month", "method": "closure"}
    dimensions = [{"code": "work", "name": "赛业绩", "criteria": [criterion]}]
    contest = make_contest(slug="taizhang", dimensions=dimensions)
    own = contest.entrants.get(code="e0")
    problem = Problem.objects.create(
        contest=contest, entrant=own, number="1", matter="用水", assigned_on="2022-09-02", due_on="2022-09-20"
    )
    compute(period_of(contest))
    Problem.objects.filter(pk=problem.pk).update(closed_on="2022-09-18")
    assert found(contest, make_people(contest))["changes"] == [
        [
            "台账 部门0·1",
            "交办 2022-09-02，期限 2022-09-20，未销号",
            "交办 2022-09-02，期限 2022-09-20，销号 2022-09-18",
        ]
    ]


def test_change_that_moves_no_score_is_said_to_be_one(contest, people):
    compute(month(contest, people))
    store_contest(spec=changed(contest, rules_from="2022-09-01"), actor=None)
    assert found(contest, people)["changes"] == [["来源、规则版次等不影响得分的内容", "", "有变动"]]


def test_more_changes_than_anybody_reads_are_counted(monkeypatch, contest, people):
    compute(month(contest, people))
    month(contest, people, scores={f"e{at}": {"k0": 1, "k1": 2} for at in range(3)})
    monkeypatch.setattr(comparison, "CHANGES", 4)
    result = found(contest, people)
    assert (len(result["changes"]), result["unlisted"]) == (4, 2)


def test_unit_that_takes_no_part_any_more_stands_on_one_side(contest, people):
    compute(month(contest, people))
    contest.entrants.get(code="e2").placements.update(starts_on="2022-10-03")
    result = found(contest, people)
    row = result["scopes"][0]["rows"][2]
    assert (row["entrant"], row["old"]["rank"], row["new"], row["moved"]) == ("部门2", 3, None, None)
    assert result["headline"] == "1 个单位名次变化，单项名次变化 1 处，1 个单位进入黑榜，1 个单位退出黑榜"
