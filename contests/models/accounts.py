"""People and what they may do where."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from contests.enums import Role


class User(AbstractUser):
    """An account of one person."""

    display_name = models.CharField("姓名", max_length=40, blank=True)

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
            )
        ]

    def __str__(self) -> str:
        """Return user, department and role."""
        return f"{self.user}·{self.department}·{self.get_role_display()}"
