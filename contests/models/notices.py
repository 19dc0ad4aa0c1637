"""What people are told: notices, the robots of group chats, and what goes out by mail or robot."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from contests.enums import DeliveryState, NoticeKind, RobotKind

# What the key of a robot's test message begins with.
TRIAL = "test:"


class Notice(models.Model):
    """通知: one thing that one person is told; `key` names what happened, so that it is told once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="notices", verbose_name="收件人"
    )
    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="notices", verbose_name="竞赛")
    period = models.ForeignKey(
        "contests.Period", models.CASCADE, null=True, related_name="notices", verbose_name="考评期"
    )
    kind = models.CharField("类别", max_length=10, choices=NoticeKind)
    key = models.CharField("事由", max_length=120)
    text = models.CharField("内容", max_length=400)
    link = models.CharField("链接", max_length=200)
    created_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="notice_once", violation_error_message="同一事由只通知一次"
            )
        ]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["person", "-created_at"], name="notice_newest"),
        ]

    def __str__(self) -> str:
        """Return what is told."""
        return self.text


class Robot(models.Model):
    """群机器人: speaks in a group chat. The address holds the robot's key and is as secret as `secret` is.

    `kinds` are the notices that it passes on. What it says names units and numbers, never a person and never a score.
    """

    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="robots", verbose_name="竞赛")
    name = models.CharField("名称", max_length=40)
    kind = models.CharField("平台", max_length=10, choices=RobotKind)
    address = models.CharField("地址", max_length=400)
    secret = models.CharField("签名密钥", max_length=200, blank=True)
    kinds = models.JSONField("通知类别", default=list)
    is_on = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "群机器人"
        verbose_name_plural = "群机器人"
        ordering = ["contest", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "name"], name="robot_name_once", violation_error_message="本竞赛已有同名的机器人"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Delivery(models.Model):
    """One message to the outside, by mail (of a notice) or by a robot; `key` names what happened, as in Notice.

    A worker marks it as being sent before it sends: should it die in between, nobody knows whether the message
    arrived, so it is never sent again by itself but shown as 未确认, for the office to send again or to leave.
    """

    notice = models.OneToOneField(
        Notice, models.CASCADE, null=True, blank=True, related_name="mail", verbose_name="通知"
    )
    robot = models.ForeignKey(
        Robot, models.CASCADE, null=True, blank=True, related_name="deliveries", verbose_name="群机器人"
    )
    contest = models.ForeignKey("contests.Contest", models.CASCADE, related_name="deliveries", verbose_name="竞赛")
    key = models.CharField("事由", max_length=120)
    text = models.TextField("内容")
    state = models.CharField("状态", max_length=12, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    created_at = models.DateTimeField("时间")
    due_at = models.DateTimeField("不早于")
    claimed_at = models.DateTimeField("开始发送", null=True, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    error = models.CharField("错误", max_length=300, blank=True)

    class Meta:
        verbose_name = "外发消息"
        verbose_name_plural = "外发消息"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(notice__isnull=False, robot__isnull=True) | Q(notice__isnull=True, robot__isnull=False),
                name="delivery_by_one_channel",
            ),
            models.UniqueConstraint(
                fields=["robot", "key"], name="delivery_once", violation_error_message="同一事由只发送一次"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False), name="delivery_sent_has_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=[DeliveryState.WAITING, DeliveryState.SENDING]),
                name="delivery_open",
            )
        ]

    def __str__(self) -> str:
        """Return what is sent."""
        return self.text


class NoticeCursor(models.Model):
    """How far the log has been read for notices: the id of its last event. There is one row.

    Events get their ids one after the other, each after the one before was committed (AuditEvent.objects.record locks
    the chain), so that no event ever appears behind the cursor.
    """

    event = models.BigIntegerField("日志编号")

    class Meta:
        verbose_name = "通知进度"
        verbose_name_plural = "通知进度"

    def __str__(self) -> str:
        """Return the event."""
        return str(self.event)
