"""Make posters and bulletins, beside an empty page by the same library.

Usage: python benchmarks/papers_speed.py
Targets: a poster at most 10 times, a bulletin at most 5 times an empty page. The empty page of a PDF is one in the
faces of the paper, a character in each: to cut a face of 65,000 characters down to those used takes longer than
everything else, whatever stands on the page. The page without a character is printed beside it.
"""

import io
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")
os.environ.setdefault("DEBUG", "true")

import django

django.setup()

from docxtpl import DocxTemplate

from contests.exchange import pdf
from contests.exchange.bulletin import BUILT_IN, bulletin_docx, bulletin_pdf
from contests.exchange.pdf import Manuscript, typeset
from contests.exchange.poster import PAPERS, poster
from contests.selectors.bulletins import bulletin_text
from tests.exchange.papers.releases import issue, payload

POSTER_TARGET, BULLETIN_TARGET = 10, 5
ADDRESS = "https://board.example.gov.cn/contests/bisai/releases/3/"
# The faces of the poster and of the bulletin.
POSTER_PAGE = "<p style='font-family: Noto Sans CJK SC'>文<b>文</b><p style='font: bold 1em Noto Serif CJK SC'>文"
BULLETIN_PAGE = "<p style='font-family: Noto Serif CJK SC'>文<b>文</b><p style='font-family: Noto Sans CJK SC'>文"


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of five runs, none of them from what was made before."""
    seconds = []
    for _ in range(5):
        pdf._print.cache_clear()
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def page(html: str) -> Callable[[], object]:
    """Return what sets one page."""
    return lambda: typeset([Manuscript(html, ())])


def empty_docx() -> object:
    """Return the template without a text in it: opened, rendered and saved."""
    template = DocxTemplate(str(BUILT_IN))
    template.init_docx()
    body = template.docx.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    template.render({}, autoescape=True)
    return template.save(io.BytesIO())


def show(name: str, seconds: float, empty: float, target: int) -> None:
    """Print a ratio beside its target."""
    verdict = "met" if seconds <= target * empty else "MISSED"
    print(f"{name:28} {seconds:6.2f} s, ratio {seconds / empty:4.1f} (target: at most {target}, {verdict})")


def main() -> None:
    """Measure, and print the ratios."""
    bare, poster_page, bulletin_page = timed(page("<p>")), timed(page(POSTER_PAGE)), timed(page(BULLETIN_PAGE))
    print(f"empty page {bare:.3f} s, in the faces of a poster {poster_page:.3f} s, of a bulletin {bulletin_page:.3f} s")
    for count in (2, 8, 73):
        for size, paper in PAPERS.items():
            seconds = timed(partial(poster, payload(count), issue(), paper, ADDRESS))
            show(f"poster {size}, {count} entrants", seconds, poster_page, POSTER_TARGET)
    empty = timed(empty_docx)
    print(f"empty .docx {empty:.3f} s")
    for count in (8, 73):
        values = payload(count)
        text = bulletin_text(values, number="竞办〔2022〕15号", recipients="各单位", shows_scores=True)
        seconds = timed(partial(bulletin_docx, text, BUILT_IN.read_bytes(), values["released_at"]))
        show(f"bulletin .docx, {count} entrants", seconds, empty, BULLETIN_TARGET)
        show(f"bulletin PDF, {count} entrants", timed(partial(bulletin_pdf, text)), bulletin_page, BULLETIN_TARGET)


if __name__ == "__main__":
    main()
