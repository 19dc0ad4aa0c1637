"""The forms of the calendar of holidays."""

from datetime import date, timedelta
from typing import Any

from django import forms

from contests.enums import DayKind
from contests.models import Holiday
from contests.selectors.working_days import is_weekend

# No holiday is longer; a slip in the year would fill it.
LONGEST = 31


def day_field(label: str, *, required: bool) -> forms.DateField:
    """Return a field for a day, which the browser shows as its calendar."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class DaysForm(forms.Form):
    """One day, or all from a first to a last."""

    first = day_field("日期", required=True)
    last = day_field("至（只有一天时不填）", required=False)
    kind = forms.ChoiceField(label="类型", choices=DayKind)
    name = forms.CharField(label="名称", max_length=40)

    def clean(self) -> dict[str, Any]:
        """Put the days in; refuse a last before the first, too many, and working days made working days."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last") or cleaned.get("first")
        if first is None or last is None or "last" in self.errors:
            return cleaned
        if not 0 <= (last - first).days < LONGEST:
            self.add_error("last", f"应不早于开始的一天，最多 {LONGEST} 天")
            return cleaned
        days: list[date] = [first + timedelta(days=step) for step in range((last - first).days + 1)]
        if cleaned.get("kind") == DayKind.WORKDAY and not all(map(is_weekend, days)):
            self.add_error("kind", "调休上班应为星期六或星期日")
        return cleaned | {"days": days}


class RemoveForm(forms.Form):
    """The days that were ticked."""

    MISSING = "请先勾选要删除的日期"

    days = forms.ModelMultipleChoiceField(
        Holiday.objects.all(),
        error_messages={"required": MISSING, "invalid_choice": "所选日期已被他人删除", "invalid_pk_value": MISSING},
    )
