"""GB/T 9704-2012: the signature and the date stand on a page with text, wherever the text before them ends."""

from dataclasses import replace

import pytest

from contests.exchange.bulletin import BUILT_IN, bulletin_docx, bulletin_pdf
from contests.exchange.bulletin.tags import example
from tests.exchange.papers import pdf
from tests.exchange.papers.office import set_in_office

LINES, CHARACTERS = 22, 28
DATE = "2026年8月5日"
# Of the length that they have: one line, two lines, one line.
DEMANDS = tuple("求" * count for count in (24, 50, 20, 12))


def text(lines):
    """Return a bulletin with so many lines more of text before its end."""
    return replace(example(), opening=("赛" * CHARACTERS * lines,), demands=DEMANDS)


def lines_over_the_date(content):
    """Return how many lines of the demands stand on the page of the date."""
    (page,) = [page for page in pdf.words(content) if DATE in "".join(word.text for word in page)]
    return len({round(word.top) for word in page if "求" in word.text})


@pytest.mark.parametrize("lines", range(5, 5 + LINES))
def test_signature_of_the_pdf_has_text_over_it(lines):
    assert lines_over_the_date(bulletin_pdf(text(lines))) >= 2


@pytest.mark.parametrize("lines", range(5, 5 + LINES, 3))
def test_signature_of_the_word_file_has_text_over_it(lines, tmp_path):
    content = bulletin_docx(text(lines), BUILT_IN.read_bytes(), "2026-08-05T00:00:00+00:00")
    assert lines_over_the_date(set_in_office(content, tmp_path)) >= 2
