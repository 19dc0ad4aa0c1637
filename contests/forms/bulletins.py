"""The forms of the bulletin: its number, its template."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contests.forms.upload import LONGEST_NAME
from contests.models.bulletins import LARGEST_TEMPLATE


class NumberForm(forms.Form):
    """发文字号, 主送机关, and whether scores are written."""

    SCORES = (("scores", "写明得分和名次"), ("places", "只写名次"))

    agency = forms.CharField(label="机关代字（如“竞办”）", max_length=20)
    year = forms.IntegerField(label="年份", min_value=2000, max_value=2199)
    number = forms.IntegerField(label="序号", min_value=1, max_value=99999)
    recipients = forms.CharField(label="主送机关", max_length=200)
    shown = forms.ChoiceField(label="成绩", choices=SCORES, initial="scores", widget=forms.RadioSelect)

    def clean_agency(self) -> str:
        """Return the letters without the brackets that follow them."""
        agency = self.bare_agency(self.cleaned_data["agency"])
        if not agency:
            raise forms.ValidationError("请填写机关代字")
        if fault := self.agency_fault(agency):
            raise forms.ValidationError(fault)
        return agency

    def clean_recipients(self) -> str:
        """Return the recipients without the colon, which the bulletin adds."""
        return self.bare_recipients(self.cleaned_data["recipients"])

    @staticmethod
    def bare_agency(text: str) -> str:
        """Return the letters of an agency without the brackets of a number."""
        return text.strip("〔〕[]（）() ")

    @staticmethod
    def agency_fault(agency: str) -> str:
        """Return what is wrong with bare letters of an agency: the year and the number are added to them."""
        is_number = any(letter.isdigit() or letter in "〔〕[]（）()" for letter in agency)
        return "机关代字只写代字本身（如“竞办”），年份和序号自动编排" if is_number else ""

    @staticmethod
    def bare_recipients(text: str) -> str:
        """Return recipients without the colon after them."""
        return text.rstrip("：: ")


class TemplateForm(forms.Form):
    """A .docx of the office."""

    file = forms.FileField(
        label="模板文件（.docx，最大 2 MB）",
        error_messages={"required": "请选择文件", "empty": "文件是空的"},
        widget=forms.ClearableFileInput({"accept": ".docx"}),
    )

    def clean_file(self) -> UploadedFile:
        """Return the file, unless it is too large to be looked at or its name too long to be kept."""
        file: Any = self.cleaned_data["file"]
        if file.size > LARGEST_TEMPLATE:
            raise forms.ValidationError(f"文件有 {file.size / 1024 / 1024:.1f} MB，最大 2 MB")
        if len(file.name) > LONGEST_NAME:
            raise forms.ValidationError(f"文件名最长 {LONGEST_NAME} 个字符")
        found: UploadedFile = file
        return found
