import pytest
from django.urls import reverse

from contests.enums import DeliveryState
from contests.models import AuditEvent, Delivery, Robot
from tests.factories import NOW

PAGE = reverse("office:robots", args=["bisai"])
KEY = "693a91f6-7ded-4bc4"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}"
FILLED = {"name": "工作群", "kind": "wecom", "address": WECOM, "secret": "SEC-123", "kinds": ["nudge"], "is_on": "on"}


@pytest.fixture
def robot(contest, people):
    return Robot.objects.create(
        contest=contest, name="工作群", kind="wecom", address=WECOM, secret="SEC-123", kinds=["nudge"]
    )


def test_robot_is_set_up_and_its_secrets_are_shown_nowhere(as_, contest, people):
    client = as_("office")
    page = client.post(PAGE, FILLED, follow=True).content.decode()
    robot = Robot.objects.get()
    assert (robot.address, robot.secret, robot.kinds, robot.is_on) == (WECOM, "SEC-123", ["nudge"], True)
    assert "已保存群机器人“工作群”" in page
    shown = page + client.get(reverse("office:robot", args=["bisai", robot.pk])).content.decode()
    assert "qyapi.weixin.qq.com/…4bc4" in shown
    event = AuditEvent.objects.first()
    for text in (shown, str(event.details)):
        assert KEY not in text
        assert "SEC-123" not in text
    assert (event.action, event.details["old"], event.details["new"]["name"]) == ("robot.changed", None, "工作群")


def test_robot_is_changed_and_keeps_what_is_left_empty(as_, robot):
    changed = {"name": "新群", "kind": "wecom", "address": "", "secret": "", "kinds": ["released", "nudge"]}
    as_("office").post(reverse("office:robot", args=["bisai", robot.pk]), changed)
    robot.refresh_from_db()
    assert (robot.name, robot.address, robot.secret, robot.is_on) == ("新群", WECOM, "SEC-123", False)
    assert AuditEvent.objects.first().details["old"]["name"] == "工作群"


def test_kept_address_must_be_the_new_platform_s(as_, robot):
    changed = {"name": "群", "kind": "feishu", "address": "", "secret": "", "kinds": ["nudge"]}
    response = as_("office").post(reverse("office:robot", args=["bisai", robot.pk]), changed)
    assert response.status_code == 422
    assert "飞书机器人的地址须在 open.feishu.cn" in response.content.decode()
    robot.refresh_from_db()
    assert robot.kind == "wecom"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("address", "https://169.254.169.254/latest/meta-data", "地址须在 qyapi.weixin.qq.com"),
        ("address", "http://127.0.0.1:6379/", "须以 https:// 开头"),
        ("address", "", "必填"),
        ("kind", "irc", "irc"),
        ("kinds", ["scores"], "scores"),
        ("kinds", [], "必填"),
        ("name", "", "必填"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_stored(as_, people, field, value, said):
    response = as_("office").post(PAGE, FILLED | {field: value})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Robot.objects.exists()


def test_second_robot_of_a_name(as_, robot):
    response = as_("office").post(PAGE, FILLED)
    assert "本竞赛已有名为“工作群”的机器人" in response.content.decode()
    assert Robot.objects.count() == 1


def test_gateway_of_the_installation(as_, people, settings):
    settings.ROBOT_GATEWAYS = ["im.park.gov.cn"]
    as_("office").post(PAGE, FILLED | {"address": "https://im.park.gov.cn/robot"})
    assert Robot.objects.get().address == "https://im.park.gov.cn/robot"


def test_test_message_waits_to_be_sent(as_, robot):
    page = as_("office").post(reverse("office:test_robot", args=["bisai", robot.pk]), follow=True).content.decode()
    assert Delivery.objects.get().text == "【测试竞赛】测试消息：群机器人已接通"
    assert "待发送" in page
    assert AuditEvent.objects.first().action == "robot.tested"


@pytest.mark.parametrize(
    ("state", "error"),
    [(DeliveryState.FAILED, "errcode 93000"), (DeliveryState.UNCONFIRMED, "发送时中断，不知是否送达")],
)
def test_what_is_stuck_is_shown_and_sent_again(as_, robot, state, error):
    stuck = Delivery.objects.create(
        contest=robot.contest, robot=robot, key="x", text="催报", state=state, error=error, created_at=NOW, due_at=NOW
    )
    client = as_("office")
    page = client.get(PAGE).content.decode()
    assert state.label in page
    assert error in page
    resend = reverse("office:resend", args=["bisai", stuck.pk])
    assert "已交任务进程重新发送" in client.post(resend, follow=True).content.decode()
    stuck.refresh_from_db()
    assert (stuck.state, stuck.attempts, stuck.error) == (DeliveryState.WAITING, 0, "")
    assert "不必重新发送" in client.post(resend, follow=True).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_page_costs_the_same_queries_whatever_its_length(as_, robot, django_assert_num_queries, rows):
    for number in range(rows):
        Delivery.objects.create(
            contest=robot.contest, robot=robot, key=f"{number}", text="催报", created_at=NOW, due_at=NOW
        )
    client = as_("office")
    with django_assert_num_queries(8):
        client.get(PAGE)
