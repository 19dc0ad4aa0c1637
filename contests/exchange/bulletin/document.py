"""A template filled in: the same .docx, to the byte, for the same text."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.shared import Length
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contests.exchange.bulletin.tags import tags
from contests.exchange.poster.words import units
from contests.selectors.bulletins import BulletinText


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which a template is read and filled in: it reaches nothing but its values."""
    found = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    found.globals.clear()
    return found


def bulletin_docx(text: BulletinText, template: bytes, released_at: str) -> bytes:
    """Return the bulletin as .docx; it bears the time of the release, written 2022-10-14T08:00:00+00:00."""
    at = datetime.fromisoformat(released_at).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(tags(text), jinja_env=environment(), autoescape=True)
    for head, rows in ((text.ranking_head, text.ranking_rows), (text.problems.head, text.problems.rows)):
        _widen(filled.docx, head, rows)
    _sign(filled.docx, text.title.replace("\n", ""), at)
    return dated(filled, at)


def _widen(document: Document, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Share out the width of the table under a head by what stands in its columns; a loop makes them all alike."""
    widths = [max(map(units, column)) + 2 for column in zip(head, *rows, strict=True)]
    for table in document.tables:
        if [cell.text for cell in table.rows[0].cells] != list(head):
            continue
        whole = sum(column.width or 0 for column in table.columns)
        shares = [Length(int(whole * width / sum(widths))) for width in widths]
        for column, share in zip(table.columns, shares, strict=False):
            column.width = share
        for row in table._tbl.tr_lst:
            for cell, share in zip(row.tc_lst, shares, strict=False):
                cell.width = share


def _sign(document: Document, title: str, at: datetime) -> None:
    """Write into the properties what depends on the release only, never who asked for the file, or when."""
    properties = document.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = properties.last_printed = at
    properties.revision = 1


def dated(document: Any, at: datetime) -> bytes:
    """Return a document as a file whose members all bear one time; `save` would write the time of day."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    stamp = (max(at.year, 1980), *at.timetuple()[1:6])
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, stamp), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
