"""People and what they may do where."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from contests.enums import ADMINISTRATORS, Role


class User(AbstractUser):
    """An account of one person; `department` is where the person works, and what they must not score.

    A password without a time does not grow old: it is an initial one, which must be changed anyway, or a sample's.
    """

    display_name = models.CharField("姓名", max_length=40, blank=True)
    department = models.ForeignKey(
        "contests.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所在单位",
    )
    must_change_password = models.BooleanField("须修改密码", default=False)
    password_set_at = models.DateTimeField("密码设置时间", null=True, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        """Return the name to show in the office."""
        return self.display_name or self.username


class EarlierPassword(models.Model):
    """The hash of a password that an account had before, so that it is not taken again at once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="earlier_passwords", verbose_name="用户")
    password = models.CharField("密码（哈希）", max_length=128)

    class Meta:
        verbose_name = "曾用密码"
        verbose_name_plural = "曾用密码"
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return whose it was."""
        return f"{self.user} 的曾用密码"


class Membership(models.Model):
    """A role of a user in a department and everything under it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="用户")
    department = models.ForeignKey("contests.Department", on_delete=models.PROTECT, verbose_name="单位")
    role = models.CharField("角色", max_length=20, choices=Role)

    class Meta:
        verbose_name = "角色"
        verbose_name_plural = "角色"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department", "role"],
                name="membership_once",
                violation_error_message="该用户在本单位已有这个角色",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(role__in=ADMINISTRATORS),
                name="membership_one_administrator",
                violation_error_message="系统管理员、安全管理员、审计管理员不能由同一人担任",
            ),
        ]

    def __str__(self) -> str:
        """Return user, department and role."""
        return f"{self.user}·{self.department}·{self.get_role_display()}"
