"""The form that takes evidence: several files at once, each judged by its content."""

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from contests.services.evidence import NewFile

LONGEST_NAME = 200
# What a name on somebody's disk must not have.
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]')
# Raises ValueError-like errors of the field for a file that is none.
Look = Callable[[str, bytes], NewFile]
ACCEPT = ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,.docx,.xlsx,.pptx"


class SeveralFiles(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Files that are fit to be kept; `look` says what each is, or raises ValidationError."""

    look: Look

    def __init__(self, *, camera: bool = False, **kwargs: Any) -> None:
        """Ask for any files, or on a phone straight for the camera."""
        hints = {"accept": "image/*", "capture": "environment"} if camera else {"accept": ACCEPT}
        super().__init__(widget=SeveralFiles(hints), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[NewFile]:
        """Return the files. Raises ValidationError with what is wrong with each."""
        sent: Sequence[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        files: list[NewFile] = []
        faults: list[str] = []
        for file in sent:
            name = safe_name(file.name or "文件")
            try:
                files.append(self.look(name, file.read()))
            except forms.ValidationError as error:
                faults += [f"{name}：{message}" for message in error.messages]
        if faults:
            raise forms.ValidationError(faults)
        return files


def safe_name(name: str) -> str:
    """Return a name for showing and saving: without what misleads, no longer than is kept, its extension whole."""
    name = UNSAFE.sub("_", name).strip(" .") or "文件"
    suffix = PurePath(name).suffix[:20]
    return name[: LONGEST_NAME - len(suffix)].removesuffix(suffix) + suffix if len(name) > LONGEST_NAME else name


class EvidenceForm(forms.Form):
    """Files from the disk, and photos straight from the camera."""

    documents = EvidenceField(label="选择文件（可多选）")
    photos = EvidenceField(label="手机拍照", camera=True)

    def __init__(self, *args: Any, look: Look, **kwargs: Any) -> None:
        """Take what judges a file by its content."""
        super().__init__(*args, **kwargs)
        for name in ("documents", "photos"):
            field = self.fields[name]
            assert isinstance(field, EvidenceField)
            field.look = look

    @property
    def sent(self) -> list[NewFile]:
        """Return all files of a valid form."""
        return [*self.cleaned_data["documents"], *self.cleaned_data["photos"]]


class AddEvidenceForm(EvidenceForm):
    """Evidence alone: without a file there is nothing to do."""

    def clean(self) -> dict[str, Any]:
        """Ask for a file."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("documents") or cleaned.get("photos")):
            self.add_error("documents", "请选择文件或拍照")
        return cleaned
