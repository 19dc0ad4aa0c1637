"""People and what they may do where."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from contests.enums import ADMINISTRATORS, Role


class User(AbstractUser):
    """An account of one person; `department` is where the person works, and what they must not score."""

    display_name = models.CharField("姓名", max_length=40, blank=True)
    department = models.ForeignKey(
        "contests.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="所在单位",
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        """Return the name to show in the office."""
        return self.display_name or self.username


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
