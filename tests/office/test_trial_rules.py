"""Methods, roll-ups and the bonus for places on the what-if desk: written as in the contest file, checked as there."""

import pytest

from contests.models import Trial
from contests.selectors.entry import entry_guide
from contests.services.entry import Figure, store_ratings
from contests.services.trials import run_trial
from tests.factories import NOW, approve_all, compute, make_contest, make_people, period_of
from tests.office.test_trials import TRIALS, errors, filled

CRITERION = "dimensions.0.criteria.0"
PARAMS, ROLL_UP = f"{CRITERION}.params", f"{CRITERION}.roll_up"
YEAR = {"starts_on": "2022-01-01", "ends_on": "2022-12-31", "ranked": ["month", "quarter", "year"]}


@pytest.fixture
def contest(db):
    criteria = [
        {"code": "grade", "name": "周评", "full_marks": 20, "cadence": "month", "method": "grade"},
        {
            "code": "done",
            "name": "完成",
            "full_marks": 20,
            "cadence": "month",
            "method": "completion",
            "params": {"cap": "1.2"},
            "roll_up": {"quarter": "mean", "year": {"by": "sum", "missing": "zero"}},
        },
    ]
    dimensions = [{"code": "work", "name": "赛业绩", "criteria": criteria}]
    return make_contest(dimensions=dimensions, calendar=YEAR)


@pytest.fixture
def people(contest):
    return make_people(contest)


@pytest.fixture
def run(contest, people):
    guide = entry_guide(contest)
    period = guide.periods["2022-09"]
    figures = [
        Figure(period.pk, entrant.pk, period.criteria["grade"].pk, None, None, "优秀", "")
        for entrant in {entrant.pk: entrant for entrant in guide.entrants.values()}.values()
    ]
    store_ratings(contest=contest, figures=figures, entered_by=people.reporter, now=NOW, source="测试", sha256="")
    approve_all(period_of(contest), people.reviewer)
    return compute(period_of(contest))


def test_values_are_shown_as_in_the_file_and_say_the_same_back(as_, contest, run):
    client = as_("office")
    shown = filled(client)
    assert (shown[PARAMS], shown[ROLL_UP], shown["place_bonus"]) == ("", "", "")
    assert shown["dimensions.0.criteria.1.params"] == "{cap: 1.2}"
    assert shown["dimensions.0.criteria.1.roll_up"] == "{quarter: mean, year: {by: sum, missing: zero}}"
    client.post(TRIALS, shown)
    assert Trial.objects.get().rules == contest.rules_versions.get().rules


def test_method_roll_up_and_bonus_are_tried_out(as_, run):
    client = as_("office")
    written = {
        PARAMS: "scale: {优秀: 90, 良好: 70}",
        ROLL_UP: "last",
        "dimensions.0.criteria.1.params": "{cap: null}",
        "place_bonus": "{cadence: month, points: {1: 3, 2: 1.5}, limit: 6}",
    }
    assert client.post(TRIALS, filled(client) | written).status_code == 302
    trial = Trial.objects.get()
    first, second = trial.rules["dimensions"][0]["criteria"]
    assert (first["params"], first["roll_up"], second["params"]) == (
        {"scale": {"优秀": 90, "良好": 70}},
        "last",
        {"cap": None},
    )
    assert trial.rules["place_bonus"] == {"cadence": "month", "points": {"1": "3", "2": "1.5"}, "limit": "6"}
    assert run_trial(trial_id=trial.pk, worker="甲", now=NOW)
    changes = {what for what, _, _ in Trial.objects.get().result["changes"]}
    assert {"赛业绩·周评·计分方法", "赛业绩·周评·汇总", "名次加分"} <= changes


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (PARAMS, "{scale: {优秀: 120}}", "scale.优秀：应为 0 到 100 之间的数"),
        (PARAMS, "{skale: 1}", "skale：没有这个参数，可用：scale"),
        (PARAMS, "{scale: {良好: 70}}", "与本期已填报的不合：已有等次“优秀”"),
        (PARAMS, "{scale: [", "不是规范的 YAML，请检查缩进、冒号后的空格和引号"),
        (PARAMS, "5", "应为若干“名称: 内容”"),
        (ROLL_UP, "{month: mean}", "month：应长于上一级周期（月）"),
        (
            ROLL_UP,
            "{quarter: {by: mean, of: year}, year: {by: mean, of: quarter}}",
            "汇总成了循环，应由短周期汇总到长周期",
        ),
        (
            "place_bonus",
            "{cadence: year, points: {1: 3}}",
            "cadence：应为参加排名的周期，且短于最长的一个（calendar.ranked）",
        ),
        ("place_bonus", "{cadence: month, points: {1: -3}}", "points.1：应为大于 0 的数"),
        ("place_bonus", "a" * 4001, "最长 4000 个字"),
        ("limits.ceiling", "-1", "总分上限不能为负，否则没有单位能得正分；不限就不填"),
    ],
)
def test_fault_stands_beside_what_was_written(as_, run, field, text, expected):
    client = as_("office")
    response = client.post(TRIALS, filled(client) | {field: text})
    assert (response.status_code, errors(response)) == (422, {field: [expected]})
    assert not Trial.objects.exists()
