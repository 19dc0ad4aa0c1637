"""Files that were sent in, from the check to what was stored of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from contests.enums import UploadKind, UploadState
from contests.models.json_text import JSONText
from contests.models.storages import random_name, upload_storage


class Upload(models.Model):
    """导入: a file of one person, checked first and stored only as it was shown.

    `counts` and `lines` are what storing it would do: how many rows are new, changed, unchanged, blank or wrong, and
    the first of them in words. `digest` stands for all of that, so that what is stored is what was shown; `stale` says
    that it was not, and is shown anew. `marked` is the file with its faults written into it.
    """

    contest = models.ForeignKey(
        "contests.Contest", on_delete=models.CASCADE, related_name="uploads", verbose_name="竞赛"
    )
    kind = models.CharField("内容", max_length=10, choices=UploadKind)
    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", storage=upload_storage, upload_to=random_name)
    marked = models.FileField("标出错误的文件", storage=upload_storage, upload_to=random_name, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")
    state = models.CharField("状态", max_length=10, choices=UploadState, default=UploadState.WAITING)
    progress = models.PositiveIntegerField("已检查行数", default=0)
    total = models.PositiveIntegerField("行数", default=0)
    attempt = models.PositiveIntegerField("尝试次数", default=0)
    claimed_by = models.CharField("执行者", max_length=60, blank=True)
    claimed_at = models.DateTimeField("开始时间", null=True)
    counts = JSONText("行数统计", default=dict)
    lines = JSONText("变动", default=dict)
    faults = JSONText("错误", default=list)
    digest = models.CharField("预览 SHA-256", max_length=64, blank=True)
    stale = models.BooleanField("预览后有变动", default=False)
    result = models.CharField("结果", max_length=200, blank=True)
    error = models.TextField("失败原因", blank=True)

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["uploaded_at"], name="upload_age")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[UploadState.READY, UploadState.CONFIRMED, UploadState.STORING]) | ~Q(digest=""),
                name="upload_stored_as_previewed",
                violation_error_message="须先预览，再保存",
            )
        ]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name

    @property
    def is_running(self) -> bool:
        """Return whether something is under way that the one who waits is told of."""
        return self.state in OPEN


OPEN = (UploadState.WAITING, UploadState.CHECKING, UploadState.CONFIRMED, UploadState.STORING)
