"""Projects that compete or are supervised."""

from django.db import models


class Project(models.Model):
    """项目: its category and stage as of now; what they were is in the placements of its entrant."""

    department = models.ForeignKey("contests.Department", on_delete=models.PROTECT, verbose_name="责任单位")
    code = models.SlugField("项目代码", max_length=40, unique=True)
    name = models.CharField("项目名称", max_length=100)
    category = models.CharField("类别", max_length=40, blank=True)

    class Meta:
        verbose_name = "项目"
        verbose_name_plural = "项目"
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
