"""The log as a table."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string

from contests.selectors.audit import is_untouched


class AuditTable(tables.Table):
    """When, who, what, on what, from where, and the details; newest first."""

    at = tables.DateTimeColumn(verbose_name="时间", format="Y-m-d H:i:s", orderable=False)
    actor = tables.Column(verbose_name="操作人", orderable=False, empty_values=())
    action = tables.Column(verbose_name="动作", orderable=False, accessor="get_action_display")
    subject = tables.Column(verbose_name="对象", orderable=False)
    address = tables.Column(verbose_name="地址", orderable=False, accessor="details__address", default="—")
    details = tables.Column(verbose_name="内容", orderable=False, empty_values=())

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "table card-table office-roomy audit-table"}
        empty_text = "没有符合条件的记录"

    def render_actor(self, record: Any) -> str:
        """Return the person, or that it was the system or the console."""
        return f"{record.actor}（{record.actor.username}）" if record.actor else "—"

    def render_details(self, record: Any) -> str:
        """Return old and new values in lines, and a warning where the line is not what it was."""
        return render_to_string("audit/_details.html", {"details": record.details, "touched": not is_untouched(record)})
