"""A contest file brought in on a page, and what was read of it carried to the button that stores it."""

from django import forms

from contests.forms.paths import PathForm


class FileForm(PathForm):
    """The file."""

    file = forms.FileField(label="竞赛文件（.yaml）", error_messages={"required": "请选择文件", "empty": "文件是空的"})


class ReadForm(PathForm):
    """The text of a file that was read, to be stored as it was shown."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
