from datetime import date

import pytest

from contests.errors import ForbiddenError, ScoreboardError, StaleContestError
from contests.models import AuditEvent, Contest, Period
from contests.selectors.contests import contest_spec as stored_spec
from contests.selectors.contests import spec_digest
from contests.selectors.entry import entry_guide
from contests.services.contests import store_contest
from tests.factories import contest_spec, enter, make_contest, make_people, month, release

pytestmark = pytest.mark.django_db

MOVED = {"starts_on": "2022-09-01", "ends_on": "2022-12-31", "ranked": ["month"]}


def test_calendar_of_an_unused_contest_can_be_moved():
    make_contest()
    contest = store_contest(spec=contest_spec(calendar=MOVED), actor=None)
    assert list(contest.periods.values_list("code", "number")) == [
        ("2022-09", 1),
        ("2022-10", 2),
        ("2022-11", 3),
        ("2022-12", 4),
    ]


def test_calendar_cannot_be_moved_under_figures():
    contest = make_contest()
    enter(contest, {"e0": {"k0": 1}})
    before = list(Period.objects.order_by("pk").values())
    with pytest.raises(ScoreboardError, match="考评期 2022-09 已有数据"):
        store_contest(spec=contest_spec(calendar=MOVED, name="改名"), actor=None)
    assert list(Period.objects.order_by("pk").values()) == before
    assert Contest.objects.get().name == "测试竞赛"


def test_entrant_with_figures_cannot_be_left_out():
    contest = make_contest()
    enter(contest, {"e2": {"k0": 1}})
    with pytest.raises(ScoreboardError, match="不能删去"):
        store_contest(spec=contest_spec(entrants=2), actor=None)
    assert Contest.objects.get().entrants.count() == 3


def test_full_marks_cannot_fall_below_points_given():
    enter(make_contest(), {"e0": {"k0": 18}})
    spec = contest_spec()
    spec["dimensions"][0]["criteria"][0]["full_marks"] = "10"
    with pytest.raises(ScoreboardError, match="满分 10 低于已填报的评分"):
        store_contest(spec=spec, actor=None)


def test_two_entrants_cannot_swap_names_at_once():
    make_contest()
    spec = contest_spec()
    spec["entrants"][0]["name"], spec["entrants"][1]["name"] = "部门1", "部门0"
    with pytest.raises(ScoreboardError, match="分两次导入"):
        store_contest(spec=spec, actor=None)


@pytest.mark.parametrize("role", ["reporter", "reviewer", "leader"])
def test_rules_are_changed_by_the_office_only(role):
    people = make_people(make_contest())
    with pytest.raises(ForbiddenError):
        store_contest(spec=contest_spec(boards=[]), actor=getattr(people, role))
    contest = store_contest(spec=contest_spec(boards=[]), actor=people.office)
    assert contest.rules_versions.last().rules["boards"] == []


def test_move_that_holds_figures_cannot_be_left_out():
    divisions = [{"code": "all", "name": "开工"}, {"code": "later", "name": "投产"}]
    spec = contest_spec(divisions=divisions)
    spec["entrants"][0]["moves"] = [{"division": "later", "starts_on": "2022-09-05"}]
    contest = store_contest(spec=spec, actor=None)
    enter(contest, {"e0": {"k0": 1}})
    with pytest.raises(ScoreboardError, match="自 2022-09-05 起的分组已有填报数据"):
        store_contest(spec=contest_spec(divisions=divisions), actor=None)


def test_division_of_entry_is_the_one_of_the_period():
    spec = contest_spec(divisions=[{"code": "all", "name": "开工"}, {"code": "later", "name": "投产"}])
    spec["entrants"][0]["moves"] = [{"division": "later", "starts_on": "2022-10-03"}]
    guide = entry_guide(store_contest(spec=spec, actor=None))
    found = {code: guide.entrants["e0"].division_in(guide.periods[code]) for code in ("2022-09", "2022-10")}
    assert found == {"2022-09": "all", "2022-10": "later"}


@pytest.mark.parametrize(
    ("ends_on", "day"),
    [
        (date(2022, 9, 30), date(2022, 9, 24)),  # the last closing week is 19 to 25 September
        (date(2022, 7, 3), date(2022, 7, 1)),  # the contest begins in mid-week
    ],
)
def test_placement_day_lies_in_the_last_week_that_closes(ends_on, day):
    contest = make_contest()
    assert Period(contest=contest, starts_on=date(2022, 6, 27), ends_on=ends_on).placement_day == day


def test_entry_closes_at_the_end_of_a_day():
    assert make_contest().periods.get(code="2022-09").closing_label == "2022-10-05 24:00"


def test_released_month_keeps_its_number_when_the_calendar_is_prolonged():
    contest = make_contest()
    people = make_people(contest)
    release(month(contest, people), people)
    longer = {"starts_on": "2022-07-01", "ends_on": "2023-03-31", "ranked": ["month"]}
    contest = store_contest(spec=contest_spec(calendar=longer), actor=people.office)
    assert contest.periods.get(code="2022-09").number == 3
    assert contest.periods.count() == 9


def test_contest_is_stored_only_as_it_was_seen():
    contest = make_contest()
    people = make_people(contest)
    seen = spec_digest(stored_spec(contest))
    store_contest(spec=contest_spec(name="先改的"), actor=people.office, seen=seen)
    with pytest.raises(StaleContestError, match="已被他人改动"):
        store_contest(spec=contest_spec(name="后改的"), actor=people.office, seen=seen)
    with pytest.raises(StaleContestError, match="已有竞赛使用"):
        store_contest(spec=contest_spec(name="新建的"), actor=people.office, seen="")
    assert Contest.objects.get().name == "先改的"


def test_log_has_what_changed_in_words_and_the_state_after():
    make_contest()
    store_contest(spec=contest_spec(name="改名", boards=[]), actor=None)
    details = AuditEvent.objects.order_by("-pk").first().details
    assert details["changes"] == [
        ["名称", "测试竞赛", "改名"],
        ["总榜·红榜", "前 1 名（末位并列都算）", "无"],
        ["总榜·黑榜", "后 1 名（末位并列都算）", "无"],
    ]
    assert details["digest"] == spec_digest(stored_spec(Contest.objects.get()))


def test_departments_of_others_are_not_named_by_an_office():
    people = make_people(make_contest())
    make_contest(slug="bieren")
    spec = contest_spec()
    spec["departments"] += contest_spec(slug="bieren")["departments"][:2]
    spec["entrants"][0]["department"] = "bieren-d0"
    with pytest.raises(ForbiddenError, match="不在您的竞赛办所管的单位之内"):
        store_contest(spec=spec, actor=people.office)
    store_contest(spec=spec, actor=None)
    # Who takes part already, as the console decided, may stay.
    assert store_contest(spec=spec | {"name": "改名"}, actor=people.office).name == "改名"


def test_project_code_of_another_contest_is_not_taken_over():
    spec = contest_spec(slug="bi")
    spec["entrants"][0] |= {"code": "sai-e0", "project": {"category": "产业"}}
    store_contest(spec=spec, actor=None)
    other = contest_spec(slug="bi-sai")
    other["entrants"][0]["project"] = {"category": "民生"}
    with pytest.raises(ScoreboardError, match="项目代码 bi-sai-e0 已用于另一项竞赛"):
        store_contest(spec=other, actor=None)
    other["entrants"][0]["code"] = "e" * 40
    with pytest.raises(ScoreboardError, match="过长"):
        store_contest(spec=other, actor=None)
