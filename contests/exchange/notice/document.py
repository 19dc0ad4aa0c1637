"""A template filled in: the same .docx, to the byte, for the same text."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contests.exchange.notice.tags import tags
from contests.selectors.notices import NoticeText


def environment() -> ImmutableSandboxedEnvironment:
    """Return the environment in which a template is read and filled in: it reaches nothing but its values."""
    found = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    found.globals.clear()
    return found


def notice_docx(text: NoticeText, template: bytes, released_at: str) -> bytes:
    """Return the notice as .docx; it bears the time of the release, written 2022-10-14T08:00:00+00:00."""
    at = datetime.fromisoformat(released_at).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(tags(text), jinja_env=environment(), autoescape=True)
    _sign(filled.docx, text.title.replace("\n", ""), at)
    return dated(filled, at)


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
