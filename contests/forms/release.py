"""The forms of the release desk; what may be done is for the services to say."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from contests.forms.bulletins import NumberForm
from contests.services.releases.approving import LONGEST_AHEAD


class CheckForm(forms.Form):
    """Why what is open is let stand, the seal of what that was, and the bulletin that comes out with the release."""

    reason = forms.CharField(
        label="照此提请的原因",
        max_length=200,
        required=False,
        widget=forms.Textarea({"rows": 2, "maxlength": 200}),
        error_messages={"max_length": "照此提请的原因最长 200 字"},
    )
    seal = forms.CharField(required=False)
    with_bulletin = forms.BooleanField(label="同时发通报（批准时自动编号）", required=False)
    agency = forms.CharField(label="机关代字（如“竞办”）", max_length=20, required=False)
    recipients = forms.CharField(label="主送机关", max_length=200, required=False)
    shown = forms.ChoiceField(label="成绩", choices=NumberForm.SCORES, initial="scores", required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what a bulletin needs, where there is to be one; tidied up as on its own page."""
        cleaned = super().clean() or {}
        if cleaned.get("with_bulletin"):
            cleaned["agency"] = NumberForm.bare_agency(cleaned.get("agency", ""))
            cleaned["recipients"] = NumberForm.bare_recipients(cleaned.get("recipients", ""))
            if not cleaned["agency"]:
                self.add_error("agency", "发通报须填写机关代字")
            elif fault := NumberForm.agency_fault(cleaned["agency"]):
                self.add_error("agency", fault)
            if not cleaned["recipients"]:
                self.add_error("recipients", "发通报须填写主送机关")
        return cleaned


class ApproveForm(forms.Form):
    """When it is to be published; and the reason of a correction."""

    WHEN = (("now", "现在发布"), ("later", "定时发布"))

    when = forms.ChoiceField(label="发布时间", choices=WHEN, widget=forms.RadioSelect, required=False)
    publish_at = forms.DateTimeField(
        label=f"定时发布的日期和时间（{LONGEST_AHEAD.days} 天之内）",
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        error_messages={"invalid": "请选择发布的日期和时间"},
    )
    reason = forms.CharField(
        label="更正原因（公开显示）",
        max_length=200,
        required=False,
        error_messages={"max_length": "更正原因最长 200 字"},
    )

    def clean_publish_at(self) -> datetime | None:
        """Return the moment, unless it is over or so far off that it must be a slip."""
        moment: datetime | None = self.cleaned_data["publish_at"]
        if moment is not None and not (now := timezone.now()) < moment <= now + LONGEST_AHEAD:
            raise forms.ValidationError(f"发布时间须在现在之后、{LONGEST_AHEAD.days} 天之内")
        return moment

    def clean(self) -> dict[str, Any]:
        """Ask for the moment of what is to come out later."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later" and "publish_at" not in self.errors and not cleaned.get("publish_at"):
            self.add_error("publish_at", "定时发布请选择日期和时间")
        if cleaned.get("when") != "later" and cleaned.get("publish_at"):
            self.add_error("when", "已填定时的日期和时间，请选择“定时发布”，或把它清空")
        return cleaned


class NoteForm(forms.Form):
    """Why something is sent back or taken back."""

    note = forms.CharField(
        label="原因",
        max_length=200,
        widget=forms.Textarea({"rows": 2, "maxlength": 200}),
        error_messages={"required": "请写明原因", "max_length": "原因最长 200 字"},
    )
