"""PDF files by WeasyPrint, from our own templates and style sheets; nothing is ever fetched for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache as once
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib.staticfiles import finders

PDF = "application/pdf"

# Pages are laid out by one thread of a process at a time: it is heavy work, and the rest has pages to answer.
_ALONE = Lock()


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF file, how many pages it has, and the names of the faces that are embedded in it."""

    content: bytes
    pages: int
    faces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text with its style sheets, and how many pages it should take; None for however many it takes."""

    html: str
    styles: tuple[str, ...]
    pages: int | None = None


def typeset(manuscripts: Iterable[Manuscript]) -> Printed:
    """Return the first text that takes the pages it should as PDF: the same bytes for the same text.

    Whoever waited while another was at the same text is given what was made of it.
    """
    for manuscript in manuscripts:
        with _ALONE:
            printed = _print(manuscript)
        if printed is not None:
            return printed
    raise ValueError("没有一种排法放得下")


@lru_cache(maxsize=8)
def _print(manuscript: Manuscript) -> Printed | None:
    """Return a text as PDF, None where it takes other pages than it should; only called by one thread at a time."""
    document = _laid_out(manuscript)
    if manuscript.pages not in (None, len(document.pages)):
        return None
    content = document.write_pdf()
    # A name in a PDF begins with a slash and six letters that tell subsets apart.
    faces = sorted({font.name.decode().partition("+")[2] for font in document.fonts.values()})
    return Printed(content, len(document.pages), tuple(faces))


@once
def style(name: str) -> str:
    """Return one of our style sheets."""
    found = finders.find(f"css/{name}")
    assert isinstance(found, str)
    return Path(found).read_text(encoding="utf-8")


def _laid_out(manuscript: Manuscript) -> Any:
    # It takes a second to load, which no page and no command that prints nothing should wait for.
    from weasyprint import CSS, HTML

    page = HTML(string=manuscript.html, url_fetcher=_refuse)
    return page.render(stylesheets=[CSS(string=text, url_fetcher=_refuse) for text in manuscript.styles])


def _refuse(address: str, *_: object, **__: object) -> Any:
    raise ValueError(f"不得引用外部内容：{address[:100]}")
