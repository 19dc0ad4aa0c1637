"""Findings, the reasons on a board, and the ledger of problems."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from contests.enums import Colour, Decision, FindingSource


class Finding(models.Model):
    """A deed (red) or fault (black) of an entrant in a period; `by_hand` puts it on the list by itself.

    What a `covert` inspection found is hidden from the unit that was inspected. `criterion` says more nearly where it
    belongs than `scope`; `version` grows with every change, so that what is approved is what was seen. Points and
    vetoes that come with it are adjustments of their own, decided together with it. Of a `person` whom the fact names
    the public reads only on the red list, and only with a basis for it.
    """

    entrant = models.ForeignKey("contests.Entrant", on_delete=models.PROTECT, verbose_name="参赛单位")
    period = models.ForeignKey("contests.Period", on_delete=models.PROTECT, verbose_name="考评期")
    scope = models.CharField("范围", max_length=40)
    colour = models.CharField("榜", max_length=10, choices=Colour)
    by_hand = models.BooleanField("直接上榜", default=False)
    covert = models.BooleanField("暗访", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    criterion = models.ForeignKey(
        "contests.Criterion",
        models.SET_NULL,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="指标",
    )
    fact = models.CharField("事由", max_length=120)
    source = models.CharField("来源", max_length=20, choices=FindingSource)
    document = models.CharField("依据文件", max_length=120, blank=True)
    person = models.CharField("涉及个人", max_length=40, blank=True)
    person_basis = models.CharField("公开姓名的依据", max_length=120, blank=True)
    decision = models.CharField("审批", max_length=10, choices=Decision, default=Decision.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审批人",
    )
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)

    class Meta:
        verbose_name = "事项"
        verbose_name_plural = "事项"
        ordering = ["period", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entrant", "period", "scope", "colour", "fact"],
                name="finding_matter_once",
                violation_error_message="同一事项只能登记一次",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(proposed_by=F("decided_by")),
                name="finding_decided_by_another",
                violation_error_message="提出人不能审批自己提出的事项",
            ),
        ]

    def __str__(self) -> str:
        """Return the fact."""
        return self.fact

    @property
    def is_proven(self) -> bool:
        """Return whether there is a document or a file behind it; lists have the files prefetched."""
        return bool(self.document.strip() or self.evidence.all())


class Complainant(models.Model):
    """举报人: who complained, in a table of its own, so that nothing that reads findings reads this."""

    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="complainant", verbose_name="事项")
    name = models.CharField("举报人", max_length=40, blank=True)
    contact = models.CharField("联系方式", max_length=100, blank=True)

    class Meta:
        verbose_name = "举报人"
        verbose_name_plural = "举报人"

    def __str__(self) -> str:
        """Return nothing that says who it is."""
        return f"举报人 {self.pk}"


class Problem(models.Model):
    """问题清单: a problem assigned to an entrant, to be closed (销号) by a day; days tell its state.

    `entered_by` is who brought or last changed it, None for the console.
    """

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.CASCADE, related_name="problems", verbose_name="竞赛"
    )
    entrant = models.ForeignKey(
        "contests.Entrant", on_delete=models.PROTECT, related_name="problems", verbose_name="责任单位"
    )
    number = models.CharField("编号", max_length=40)
    matter = models.CharField("问题", max_length=200)
    assigned_on = models.DateField("交办日期")
    due_on = models.DateField("整改期限", null=True, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    document = models.CharField("销号依据", max_length=120, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, db_index=False, null=True, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = "问题"
        verbose_name_plural = "问题"
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"], name="problem_number_once", violation_error_message="问题编号重复"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("assigned_on")),
                name="problem_closed_after_assigned",
                violation_error_message="销号日期不能早于交办日期",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("assigned_on")),
                name="problem_due_after_assigned",
                violation_error_message="整改期限不能早于交办日期",
            ),
        ]

    def __str__(self) -> str:
        """Return number and matter."""
        return f"{self.number} {self.matter}"
