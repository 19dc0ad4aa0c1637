"""What a leader is linked to: where it stands, what it lacks; and the briefing, on which it stands too."""

from datetime import date

from django.urls import reverse

from contests.models import Problem
from tests.factories import month, release
from tests.leaders.test_home import AUGUST, FIRST, HOME, THEN, two_months


def linked(response):
    """Return what is told of each linked entrant."""
    return [
        (unit.entrant.code, unit.placing and unit.placing.rank, unit.change, unit.score and str(unit.score))
        for target in response.context["overview"].linked
        for unit in target.units
    ]


def department(contest, code):
    return contest.entrants.get(code=code).department


def test_linked_department_is_told_with_rank_change_score_and_what_it_lacks(page, contest, people, leader):
    two_months(contest, people)
    e0 = contest.entrants.get(code="e0")
    leader.liaisons.create(department=e0.department, starts_on=date(2022, 8, 1))
    Problem.objects.create(
        contest=contest, entrant=e0, number="1", matter="用地", assigned_on=date(2022, 9, 1), due_on=date(2022, 9, 9)
    )
    response = page(HOME)
    assert linked(response) == [("e0", 4, -3, "10.00")]
    (unit,) = response.context["overview"].linked[0].units
    assert (unit.is_black, unit.is_red, unit.open, unit.overdue, unit.missing, unit.size) == (True, False, 1, 1, 0, 4)
    text = response.content.decode()
    for words in ("↓ 下降 3 位", "▼ 黑榜", "未销号问题 1 件，超期 1 件", "未发布"):
        assert words in text


def test_department_above_has_everything_under_it_those_to_worry_about_first(page, contest, people, leader):
    release(month(contest, people, AUGUST, FIRST), people)
    release(month(contest, people, scores=THEN), people)
    leader.liaisons.create(department=contest.host, starts_on=date(2022, 8, 1))
    assert [code for code, *_ in linked(page(HOME))] == ["e0", "e1", "e2", "e3"]


def test_liaison_counts_from_its_first_day_to_its_last(page, contest, people, leader):
    release(month(contest, people, scores=FIRST), people)
    days = [(date(2022, 10, 15), None), (date(2022, 9, 1), date(2022, 10, 13)), (date(2022, 9, 1), date(2022, 10, 14))]
    for code, (first, last) in zip(("e0", "e1", "e2"), days, strict=True):
        leader.liaisons.create(department=department(contest, code), starts_on=first, ends_on=last)
    assert [code for code, *_ in linked(page(HOME))] == ["e2"]


def test_liaison_of_somebody_else_is_not_mine(page, contest, people):
    people.leader.liaisons.create(department=department(contest, "e0"), starts_on=date(2022, 8, 1))
    response = page(HOME)
    assert linked(response) == []
    assert "还没有为您登记联系的部门和项目" in response.content.decode()


def test_briefing_has_all_parts_and_keeps_its_marks(page, contest, people, leader):
    two_months(contest, people)
    leader.liaisons.create(department=department(contest, "e0"), starts_on=date(2022, 8, 1))
    text = page(f"{HOME}?print=1").content.decode()
    for words in (
        "竞赛简报",
        "内部资料",
        "数据截至",
        "2022年10月14日 16:00",
        "需要关注",
        "各项竞赛",
        "我联系的部门和项目",
        "未发布",
    ):
        assert words in text
    assert "部门0（↓3）" in text
    assert "<canvas" not in text
    assert "echarts" not in text


def test_linked_unit_without_a_result_leads_to_the_contest(page, contest, leader):
    leader.liaisons.create(department=department(contest, "e0"), starts_on=date(2022, 8, 1))
    response = page(HOME)
    assert linked(response) == [("e0", None, None, None)]
    assert reverse("leaders:contest", args=["bisai"]) in response.content.decode()
