"""Who is told of a recall: the leading group of the request, the office of a refusal, everyone of the recall."""

from datetime import timedelta

from django.utils import timezone

from contests.models import Delivery, Notice
from contests.services.notices.look import look_at_log
from contests.services.recalls import decide_recall, request_recall
from tests.factories import NOW, WRONG_UNIT, month, recall, release


def notices():
    """Return the notices that were not there at the last look: person, kind, text, link."""
    Notice.objects.all().delete()
    look_at_log(by_email=False, now=timezone.now())
    return {(one.person.username, one.kind, one.text, one.link) for one in Notice.objects.select_related("person")}


def test_leading_group_is_told_of_the_request_and_no_group_chat(contest, people, looked, make_robot):
    released = release(month(contest, people), people)
    notices()
    make_robot()
    request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    said = f"竞赛办申请撤回第1期（2022年9月），待决定。原因：{WRONG_UNIT}"
    assert notices() == {("leader", "waiting", said, "/office/bisai/releases/1/recall")}
    assert not Delivery.objects.exists()


def test_office_alone_is_told_of_a_refusal(contest, people, looked, make_robot):
    released = release(month(contest, people), people)
    request = request_recall(release=released, requester=people.office, reason=WRONG_UNIT, now=NOW)
    notices()
    make_robot()
    decide_recall(request=request, decider=people.leader, approved=False, note="依据不足", now=NOW)
    said = "第1期（2022年9月）的撤回申请未获同意。意见：依据不足"
    assert notices() == {("office", "returned", said, "/office/bisai/releases/1/recall")}
    assert not Delivery.objects.exists()


def test_everyone_with_a_part_is_told_of_the_recall_and_of_the_new_release(contest, people, looked, make_robot):
    released = release(month(contest, people), people)
    notices()
    make_robot()
    recall(released, people)
    said = f"第1期（2022年9月）已撤回，原因：{WRONG_UNIT}"
    told = {one for one in notices() if one[1] == "released"}
    assert told == {
        (who, "released", said, "/contests/bisai/releases/2/") for who in ("office", "reporter", "reviewer")
    }
    assert Delivery.objects.get().text == f"【测试竞赛】{said}"
    release(released.period, people, "核实后重新发布", NOW + timedelta(days=1))
    assert {text for _, kind, text, _ in notices() if kind == "released"} == {
        "第3期（2022年9月）已发布，为撤回后重新发布"
    }
