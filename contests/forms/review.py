"""The form of the review queue: which rows, as they were seen."""

from typing import Any

from django import forms


class SeenField(forms.MultipleChoiceField):
    """Rows as `id:version`, any number of them; whether they are still so is for the service to say."""

    def validate(self, value: Any) -> None:
        """Refuse what is not two numbers."""
        if not all(
            part.isdigit() and version.isdigit() for part, _, version in (str(one).partition(":") for one in value)
        ):
            raise forms.ValidationError("页面内容有误，请刷新后重试")

    def clean(self, value: Any) -> list[tuple[int, int]]:
        """Return pairs of id and version."""
        pairs = []
        for text in super().clean(value):
            pk, _, version = text.partition(":")
            pairs.append((int(pk), int(version)))
        return pairs


class ReviewForm(forms.Form):
    """What was ticked, and whether it is approved or returned; returning needs a note."""

    action = forms.ChoiceField(choices=[("approve", "审核通过"), ("return", "退回")])
    ratings = SeenField(required=False)
    findings = forms.TypedMultipleChoiceField(required=False, coerce=int)
    adjustments = forms.TypedMultipleChoiceField(required=False, coerce=int)
    note = forms.CharField(label="退回原因", max_length=200, required=False)

    def __init__(self, *args: Any, findings: list[int], adjustments: list[int], **kwargs: Any) -> None:
        """Take the ids of the events that the page showed."""
        super().__init__(*args, **kwargs)
        self.fields["findings"].choices = [(pk, pk) for pk in findings]  # type: ignore[attr-defined]
        self.fields["adjustments"].choices = [(pk, pk) for pk in adjustments]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Require something ticked, and a note to return it."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("ratings", "findings", "adjustments")) and not self.errors:
            raise forms.ValidationError("请先勾选要处理的数据")
        if cleaned.get("action") == "return" and not cleaned.get("note", "").strip():
            self.add_error("note", "退回须写明原因")
        return cleaned
