"""The form that opens a period again."""

from django import forms


class ReopenForm(forms.Form):
    """Until when, and why; whether it may be is for the service to say."""

    until = forms.DateTimeField(
        label="开放至",
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        error_messages={"required": "请选择截止时间", "invalid": "请选择日期和时间"},
    )
    reason = forms.CharField(label="原因", max_length=200, error_messages={"required": "请写明原因"})
