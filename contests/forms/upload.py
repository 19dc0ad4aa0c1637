"""The form that takes a file of figures, events or problems."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

# The history of a rating names the file that changed it; that column is so wide.
LONGEST_NAME = 200


class UploadForm(forms.Form):
    """A CSV or .xlsx file, what it holds, and whether it is only to be looked at; the ledger is the office's."""

    KINDS = (("ratings", "填报数据"), ("events", "红黑榜事项和加扣分"))
    LEDGER = ("problems", "问题清单")

    kind = forms.ChoiceField(label="内容", choices=KINDS, initial="ratings", widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件（.xlsx 或 .csv）", error_messages={"required": "请选择文件", "empty": "文件是空的"}
    )
    check_only = forms.BooleanField(label="只检查，不保存", required=False)

    def __init__(self, *args: Any, office: bool = False, **kwargs: Any) -> None:
        """Offer what the person may bring in."""
        super().__init__(*args, **kwargs)
        if office:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [*self.KINDS, self.LEDGER]

    def clean_file(self) -> UploadedFile:
        """Return the file; a name too long to be kept loses the end of its stem, not its extension."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.name and len(file.name) > LONGEST_NAME:
            suffix = PurePath(file.name).suffix[:LONGEST_NAME]
            file.name = file.name[: LONGEST_NAME - len(suffix)] + suffix
        return file
