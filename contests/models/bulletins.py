"""通报: the number under which the office sends a release, and the office's own templates for it."""

from django.conf import settings
from django.db import models

from contests.models.departments import Department

LARGEST_TEMPLATE = 2 * 1024 * 1024


class BulletinTemplate(models.Model):
    """A .docx that the office made for its bulletins; a later one takes its place for later bulletins, it stays."""

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.CASCADE, related_name="bulletin_templates", verbose_name="竞赛"
    )
    name = models.CharField("文件名", max_length=200)
    content = models.BinaryField("内容")
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "通报模板"
        verbose_name_plural = "通报模板"
        ordering = ["contest", "pk"]

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Bulletins, whose numbers are given one after the other."""

    def hold_numbers(self, host_id: int) -> None:
        """Keep others from numbering a bulletin of a host until the transaction ends.

        To be called before anything else that two who number one may wait for, such as the end of the log.
        """
        Department.objects.select_for_update(no_key=True).get(pk=host_id)


class Bulletin(models.Model):
    """What the office says of the bulletin of a release: everything else in it is the release's own.

    `host` repeats the contest's, whose documents are numbered together; without a template the built-in one is used.
    """

    release = models.OneToOneField(
        "contests.Release", on_delete=models.PROTECT, related_name="bulletin", verbose_name="发布"
    )
    host = models.ForeignKey("contests.Department", on_delete=models.PROTECT, related_name="+", verbose_name="主办单位")
    prefix = models.CharField("机关代字", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    recipients = models.CharField("主送机关", max_length=200)
    shows_scores = models.BooleanField("写明得分", default=True)
    template = models.ForeignKey(
        BulletinTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="模板"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="编号人"
    )
    made_at = models.DateTimeField("编号时间")

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        verbose_name_plural = "通报"
        ordering = ["host", "prefix", "year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "prefix", "year", "number"],
                name="bulletin_number_once",
                violation_error_message="这个发文字号已用过",
            )
        ]

    def __str__(self) -> str:
        """Return the number as GB/T 9704 writes it."""
        return f"{self.prefix}〔{self.year}〕{self.number}号"
