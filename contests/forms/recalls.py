"""The forms of a recall: asking for it, and deciding."""

from typing import Any

from django import forms

from contests.selectors.recalls import LONGEST, SHORTEST


class RecallForm(forms.Form):
    """Why an issue must not stand."""

    reason = forms.CharField(
        label=f"撤回原因（公开显示，{SHORTEST} 至 {LONGEST} 字）",
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": "请写明撤回原因",
            "min_length": "撤回原因至少写 %(limit_value)d 字，现为 %(show_value)d 字",
            "max_length": "撤回原因至多写 %(limit_value)d 字，现为 %(show_value)d 字",
        },
    )


class RecallDecisionForm(forms.Form):
    """What the leading group says to the request that it read; a refusal needs a note."""

    request = forms.IntegerField(
        error_messages={"required": "请刷新后，看过申请再决定", "invalid": "请刷新后，看过申请再决定"}
    )
    decision = forms.ChoiceField(
        choices=[("approve", "批准撤回"), ("refuse", "不同意")],
        error_messages={"required": "请选择批准撤回或不同意", "invalid_choice": "请选择批准撤回或不同意"},
    )
    note = forms.CharField(
        label=f"意见（不公开，{LONGEST} 字以内；不同意的须写明）",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": "意见至多写 %(limit_value)d 字，现为 %(show_value)d 字"},
    )

    def clean(self) -> dict[str, Any]:
        """Require a note for a refusal."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "refuse" and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "不同意撤回的，须写明意见")
        return cleaned
