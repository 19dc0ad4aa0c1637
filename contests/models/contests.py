"""A contest: divisions, entrants, criteria to be entered."""

from django.db import models
from django.db.models import Q

from contests.enums import Cadence


class Contest(models.Model):
    """竞赛: one set of rules over one group of entrants.

    `cadences` lists the periods that are ranked; `appeal_days` of 0 is no appeals. So many days after its release
    (`black_days`) a black list goes from public view, with 0 never. A figure that is more than `jump_factor` times its
    own history, or less than that part of it, is marked. How results are made is in the rules versions.
    """

    slug = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    host = models.ForeignKey("contests.Department", on_delete=models.PROTECT, verbose_name="主办单位")
    publisher = models.CharField("发布单位", max_length=60)
    is_sample = models.BooleanField("演示数据", default=False)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    cadences = models.JSONField("考评周期", default=list)
    entry_days = models.PositiveSmallIntegerField("期末后填报天数", default=5)
    appeal_days = models.PositiveSmallIntegerField("公示期（工作日）", default=5)
    black_days = models.PositiveSmallIntegerField("黑榜公开天数", default=30)
    jump_factor = models.DecimalField("异常倍数", max_digits=5, decimal_places=2, default=3)
    supervision_phone = models.CharField("监督电话", max_length=40, blank=True, default="")

    class Meta:
        verbose_name = "竞赛"
        verbose_name_plural = "竞赛"
        ordering = ["starts_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="contest_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Division(models.Model):
    """组别/赛道: entrants that are ranked with each other; those of one `category` are also listed together."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="divisions", verbose_name="竞赛")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    category = models.CharField("类别", max_length=40, blank=True, default="")
    order = models.PositiveSmallIntegerField("排序")

    class Meta:
        verbose_name = "组别"
        verbose_name_plural = "组别"
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "code"], name="division_code_once", violation_error_message="组别代码重复"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Entrant(models.Model):
    """参赛单位: a department or a project in a contest, in the office's fixed order."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="entrants", verbose_name="竞赛")
    department = models.ForeignKey("contests.Department", on_delete=models.PROTECT, verbose_name="责任单位")
    project = models.ForeignKey(
        "contests.Project", on_delete=models.PROTECT, null=True, blank=True, verbose_name="项目"
    )
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=100)
    order = models.PositiveSmallIntegerField("排序")

    class Meta:
        verbose_name = "参赛单位"
        verbose_name_plural = "参赛单位"
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "code"], name="entrant_code_once", violation_error_message="参赛单位代码重复"
            ),
            models.UniqueConstraint(
                fields=["contest", "name"], name="entrant_name_once", violation_error_message="参赛单位名称重复"
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Placement(models.Model):
    """The division of an entrant from a day on; a change of stage opens a new one, history stays."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="placements", verbose_name="参赛单位")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, verbose_name="组别")
    starts_on = models.DateField("自何日起")

    class Meta:
        verbose_name = "分组"
        verbose_name_plural = "分组"
        ordering = ["entrant", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["entrant", "starts_on"],
                name="placement_once_a_day",
                violation_error_message="同一天只能归入一个组别",
            )
        ]

    def __str__(self) -> str:
        """Return entrant, division and day."""
        return f"{self.entrant}·{self.division}·{self.starts_on}"


class Criterion(models.Model):
    """维度 or 指标: a node of the tree; a leaf has a method with parameters, a dimension has none.

    The rules versions say which criteria are entered and count in a period, and for how much; a row shows what the
    newest version says, and stays while an older one that may still be in force names it.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="criteria", verbose_name="竞赛")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name="维度"
    )
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    order = models.PositiveSmallIntegerField("排序")
    full_marks = models.DecimalField("满分", max_digits=15, decimal_places=4, null=True, blank=True)
    division_marks = models.JSONField("分组满分", default=dict, blank=True)
    cadence = models.CharField("填报周期", max_length=10, choices=Cadence, blank=True)
    method = models.CharField("计分方法", max_length=30, blank=True)
    params = models.JSONField("方法参数", default=dict, blank=True)
    unit = models.CharField("计量单位", max_length=20, blank=True)

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "code"], name="criterion_code_once", violation_error_message="指标代码重复"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, method="")
                | (Q(parent__isnull=False, full_marks__gt=0) & ~Q(method="")),
                name="criterion_leaf_has_method",
                violation_error_message="指标须有计分方法和大于 0 的满分，维度不设计分方法",
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
