"""The form that opens a period again."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

# Nobody waits longer for figures; a slip in the year would leave the period open for good.
LONGEST = timedelta(days=366)


class ReopenForm(forms.Form):
    """Until when, and why; whether it may be is for the service to say."""

    until = forms.DateTimeField(
        label="开放至",
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        error_messages={"required": "请选择截止时间", "invalid": "请选择日期和时间"},
    )
    reason = forms.CharField(
        label="原因",
        max_length=200,
        error_messages={"required": "请写明原因", "max_length": "原因最长 200 字"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Keep the ids of its fields apart from those of the other forms of the page."""
        super().__init__(*args, **{"auto_id": "id_reopen_%s", **kwargs})

    def clean_until(self) -> datetime:
        """Return the moment, unless it is over or a slip of the year."""
        until: datetime = self.cleaned_data["until"]
        now = timezone.now()
        if not now < until <= now + LONGEST:
            raise forms.ValidationError("重新开放的截止时间须在现在之后、一年之内")
        return until
