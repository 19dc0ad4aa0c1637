"""Which leader is linked to which department or project."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.models.departments import Department
from contests.models.projects import Project


class Liaison(models.Model):
    """联系领导: a person looks after one department or one project from a day on, until an end or for good.

    Rows are kept when they end: who looked after what, and when, stays readable.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="liaisons", verbose_name="联系领导"
    )
    department = models.ForeignKey(
        "contests.Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="liaisons",
        verbose_name="部门",
    )
    project = models.ForeignKey(
        "contests.Project",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="liaisons",
        verbose_name="项目",
    )
    starts_on = models.DateField("自何日起")
    ends_on = models.DateField("至何日止", null=True, blank=True)

    class Meta:
        verbose_name = "联系领导"
        verbose_name_plural = "联系领导"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False, project__isnull=True)
                | Q(department__isnull=True, project__isnull=False),
                name="liaison_of_one_target",
                violation_error_message="联系的须是一个部门或者一个项目",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="liaison_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.UniqueConstraint(
                fields=["person", "department"],
                condition=Q(ends_on__isnull=True, department__isnull=False),
                name="liaison_one_open_a_department",
                violation_error_message="该领导已在联系这个部门",
            ),
            models.UniqueConstraint(
                fields=["person", "project"],
                condition=Q(ends_on__isnull=True, project__isnull=False),
                name="liaison_one_open_a_project",
                violation_error_message="该领导已在联系这个项目",
            ),
        ]

    def __str__(self) -> str:
        """Return who is linked to what."""
        return f"{self.person}联系{self.target}"

    @property
    def target(self) -> Department | Project:
        """Return the department or the project."""
        found = self.department or self.project
        assert found is not None
        return found

    @property
    def path(self) -> str:
        """Return the path of the department in whose subtree the target lies."""
        department = self.project.department if self.project else self.department
        assert department is not None
        return department.path
