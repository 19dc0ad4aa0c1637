"""Files that prove what was entered."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import Q

from contests.models.storages import evidence_storage, random_name

OWNERS = ("rating", "finding", "adjustment")


def _one_owner() -> Q:
    """Return the condition that a file belongs to exactly one row."""
    rows = Q()
    for owner in OWNERS:
        rows |= Q(**{f"{name}__isnull": name != owner for name in OWNERS})
    return rows


class Evidence(models.Model):
    """佐证材料: a file that proves a rating, finding or adjustment, known by its hash.

    `name` is what the person calls it; what it is was judged by its content. Pictures have a thumbnail, which tells
    nothing of the camera or the place.
    """

    file = models.FileField("文件", storage=evidence_storage, upload_to=random_name)
    thumbnail = models.FileField("缩略图", storage=evidence_storage, upload_to=random_name, blank=True)
    name = models.CharField("文件名", max_length=200)
    size = models.PositiveIntegerField("大小（字节）")
    content_type = models.CharField("类型", max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")
    rating = models.ForeignKey("contests.Rating", on_delete=models.PROTECT, null=True, related_name="evidence")
    finding = models.ForeignKey("contests.Finding", on_delete=models.PROTECT, null=True, related_name="evidence")
    adjustment = models.ForeignKey("contests.Adjustment", on_delete=models.PROTECT, null=True, related_name="evidence")

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_owner(),
                name="evidence_of_one_row",
                violation_error_message="一份佐证材料只属于一项数据或事项",
            )
        ]

    def __str__(self) -> str:
        """Return the file's name."""
        return self.name

    @property
    def is_picture(self) -> bool:
        """Return whether browsers show the file itself."""
        return self.content_type in ("image/jpeg", "image/png", "image/webp")

    @property
    def suffix(self) -> str:
        """Return the kind of the file as people say it: PDF, DOCX."""
        return PurePath(self.name).suffix.removeprefix(".").upper()
