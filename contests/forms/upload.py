"""The form that takes a file of figures, events or problems."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contests.enums import UploadKind

# As the reader of sheets has it; siblings do not ask each other.
FILE_LIMIT = 20 * 1024 * 1024
# The history of a rating names the file that changed it; that column is so wide.
LONGEST_NAME = 200


class UploadForm(forms.Form):
    """A CSV or .xlsx file and what it holds; the ledger is the office's."""

    kind = forms.ChoiceField(label="内容", initial=UploadKind.RATINGS, widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件（.xlsx 或 .csv）", error_messages={"required": "请选择文件", "empty": "文件是空的"}
    )

    def __init__(self, *args: Any, office: bool = False, **kwargs: Any) -> None:
        """Offer what the person may bring in."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [choice for choice in UploadKind.choices if office or choice[0] != UploadKind.PROBLEMS]

    def clean_file(self) -> UploadedFile:
        """Return the file; a name too long to be kept loses the end of its stem, not its extension."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > FILE_LIMIT:
            raise forms.ValidationError(f"文件最大 {FILE_LIMIT // 1024 // 1024} MB，请分期导入")
        if file.name and len(file.name) > LONGEST_NAME:
            suffix = PurePath(file.name).suffix[:LONGEST_NAME]
            file.name = file.name[: LONGEST_NAME - len(suffix)] + suffix
        return file
