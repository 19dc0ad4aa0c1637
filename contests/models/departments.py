"""The tree of cities, parks and departments."""

from django.db import models

from contests.enums import DepartmentKind


class Department(models.Model):
    """单位/部门: a node of the tree; `path` lists the codes from the root, so that a subtree is a prefix."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=20, choices=DepartmentKind)
    path = models.CharField("路径", max_length=400, unique=True, editable=False)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["path"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
