"""The filter of the log."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, DateFilter, FilterSet, ModelChoiceFilter

from contests.enums import AuditAction
from contests.models import AuditEvent, User


class AuditFilter(FilterSet):
    """Days, person, action, subject, and a text of the details."""

    first = DateFilter(label="起", method="by_first", widget=forms.DateInput({"type": "date"}))
    last = DateFilter(label="止", method="by_last", widget=forms.DateInput({"type": "date"}))
    actor = ModelChoiceFilter(label="操作人", queryset=User.objects.none(), empty_label="全部")
    action = ChoiceFilter(
        label="动作", choices=sorted(AuditAction.choices, key=lambda choice: choice[0]), empty_label="全部"
    )
    subject = CharFilter(label="对象", lookup_expr="icontains")
    text = CharFilter(label="内容", method="by_text")

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        """Offer the people."""
        super().__init__(*args, **kwargs)
        self.filters["actor"].queryset = people

    def by_first(self, rows: QuerySet[AuditEvent], name: str, value: date) -> QuerySet[AuditEvent]:
        """Keep what was done from the beginning of a day on."""
        return rows.filter(at__gte=_midnight(value))

    def by_last(self, rows: QuerySet[AuditEvent], name: str, value: date) -> QuerySet[AuditEvent]:
        """Keep what was done until the end of a day."""
        return rows.filter(at__lt=_midnight(value + timedelta(days=1)))

    def by_text(self, rows: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        """Keep those whose details hold a text; SQLite has letters other than ASCII escaped, PostgreSQL has not."""
        written = Cast("details", TextField())
        escaped = json.dumps(value)[1:-1]
        return rows.annotate(written=written).filter(Q(written__icontains=value) | Q(written__icontains=escaped))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
