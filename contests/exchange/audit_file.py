"""The log as a CSV file, line by line."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from contests.enums import AuditAction
from contests.models import AuditEvent

HEADER = ("编号", "时间", "操作人", "用户名", "动作", "对象", "地址", "内容", "上一条 SHA-256", "SHA-256")
# A text that begins so would be taken for a formula by the program that opens the table.
FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def audit_lines(events: Iterable[AuditEvent]) -> Iterator[bytes]:
    """Yield the lines of the file, the first with the mark by which Excel knows UTF-8."""
    writer: Any = csv.writer(Echo())
    labels = dict(AuditAction.choices)
    yield "\ufeff".encode() + writer.writerow(HEADER).encode()
    for event in events:
        row = (
            event.pk,
            timezone.localtime(event.at).isoformat(timespec="microseconds"),
            str(event.actor or ""),
            event.actor.username if event.actor else "",
            labels.get(event.action, event.action),
            event.subject,
            event.details.get("address", ""),
            json.dumps(event.details, ensure_ascii=False, sort_keys=True),
            event.previous_sha256,
            event.sha256,
        )
        yield writer.writerow([_harmless(cell) for cell in row]).encode()


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_START) else cell
