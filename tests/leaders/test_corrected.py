"""What became of a released period: corrected, taken back, released again; leaders read it everywhere."""

from datetime import timedelta

from django.urls import reverse

from contests.services.periods import reopen_period
from contests.services.releases import check_run
from tests.factories import NOW, compute, month, period_of, recall, release
from tests.leaders.test_home import AUGUST, FIRST, HOME, THEN

LATER = NOW + timedelta(hours=1)
TRENDS = reverse("leaders:contest", args=["bisai"])
RANKING = reverse("leaders:ranking", args=["bisai", "2022-09"])
TAKEN_BACK = (
    '<b>※ 已撤回</b> 2022年9月第 2 期，2022-10-14 <a href="/contests/bisai/releases/3/">撤回</a>，尚未重新发布。'
    "原因：通报对象有误，涉及单位正在核实。"
)


def test_recall_is_told_until_the_period_is_released_again(page, contest, people):
    release(month(contest, people, AUGUST, FIRST), people)
    taken = release(month(contest, people, scores=THEN), people)
    assert "已撤回" not in page(HOME).content.decode()
    recall(taken, people)
    for address in (HOME, TRENDS):
        assert TAKEN_BACK in page(address).content.decode()
    assert "2022年9月第 2 期已撤回" in page(f"{HOME}?print=1").content.decode()
    compute(month(contest, people, scores=FIRST), now=LATER)
    for address in (RANKING, f"{RANKING}entrants/e0/"):
        assert TAKEN_BACK in page(address).content.decode()
    assert "已撤回" not in page(RANKING.replace("2022-09", AUGUST)).content.decode()
    release(month(contest, people), people, reason="对象已核实", now=LATER)
    for address in (HOME, TRENDS):
        assert "已撤回" not in page(address).content.decode()
    assert "第 2 期撤回后重新发布。说明：对象已核实" in page(RANKING).content.decode()


def test_correction_says_what_it_corrects_and_why(page, contest, people):
    release(month(contest, people, scores=FIRST), people)
    assert "更正第" not in page(RANKING).content.decode()
    release(month(contest, people, scores=THEN), people, reason="部门0录入有误")
    for address in (RANKING, f"{RANKING}entrants/e0/"):
        assert "更正第 1 期。更正原因：部门0录入有误" in page(address).content.decode()


def test_glance_tells_a_correction_from_the_release(page, contest, people):
    release(month(contest, people, scores=FIRST), people)
    contest.periods.filter(code__gt="2022-09").delete()
    until = NOW + timedelta(days=1)
    reopen_period(period=period_of(contest), until=until, reason="补报", actor=people.office, now=NOW)

    def stage():
        (glance,) = page(HOME).context["overview"].glances
        return glance.running.stage

    assert stage() == "已发布，重新开放填报中"
    run = compute(month(contest, people, scores=THEN))
    assert stage() == "已发布；更正已计算，待核对"
    check_run(run=run, checker=people.office, now=NOW)
    assert stage() == "已发布；更正已核对，待批准"
    month(contest, people, scores=FIRST)
    assert stage() == "已发布；更正已核对，但提请后数据有变动，暂不能批准"


def test_glance_tells_of_the_correction_of_its_newest_result(page, contest, people):
    release(month(contest, people, scores=FIRST), people)
    assert "另有更正" not in page(HOME).content.decode()
    compute(month(contest, people, scores=THEN))
    assert "2022-10-14 发布；另有更正尚未发布" in page(HOME).content.decode()
