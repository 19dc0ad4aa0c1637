"""Assessment teams: who scores which units on which criteria."""

from django.conf import settings
from django.db import models


class Team(models.Model):
    """考核组: members who score entrants of a contest; without criteria named, on all of them.

    What a team scores of an entrant is not reported by the entrant's own department.
    """

    contest = models.ForeignKey("contests.Contest", on_delete=models.CASCADE, related_name="teams", verbose_name="竞赛")
    name = models.CharField("名称", max_length=40)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="teams", verbose_name="成员")
    entrants = models.ManyToManyField("contests.Entrant", related_name="teams", verbose_name="参赛单位")
    criteria = models.ManyToManyField("contests.Criterion", related_name="+", blank=True, verbose_name="指标")

    class Meta:
        verbose_name = "考核组"
        verbose_name_plural = "考核组"
        ordering = ["contest", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "name"], name="team_name_once", violation_error_message="本竞赛已有这个考核组"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
