"""GB/T 9704-2012, measured on the page: by LibreOffice from our .docx, and on our own PDF."""

from dataclasses import replace
from itertools import pairwise

import pytest

from contests.exchange.bulletin import BUILT_IN, bulletin_docx, bulletin_pdf
from contests.exchange.bulletin.tags import example
from tests.exchange.papers import pdf
from tests.exchange.papers.office import set_in_office

MM = 72 / 25.4
LINES, CHARACTERS, PITCH = 22, 28, 28.95
# Seventy full lines: the second and the third page have nothing else on them.
TEXT = replace(example(), opening=("赛" * CHARACTERS * 70,))


def word():
    return bulletin_docx(TEXT, BUILT_IN.read_bytes(), "2026-08-05T00:00:00+00:00")


@pytest.fixture(params=["word", "pdf"])
def pages(request, tmp_path):
    """Return the words of each page, of the one file and of the other."""
    return pdf.words(set_in_office(word(), tmp_path) if request.param == "word" else bulletin_pdf(TEXT))


def test_bulletin_keeps_the_measures_of_the_standard(pages):
    body = [one for one in pages[1] if "赛" in one.text]
    assert len(body) == LINES
    assert {len(one.text) for one in body} == {CHARACTERS}
    steps = {round(low.top - high.top, 1) for high, low in pairwise(body)}
    assert all(abs(step - PITCH) <= 0.11 for step in steps)
    assert min(one.left for one in body) == pytest.approx(28 * MM, abs=1)
    assert max(one.right for one in body) == pytest.approx((210 - 26) * MM, abs=1.5)
    middle = [(one.top + one.bottom) / 2 for one in body]
    assert middle[0] == pytest.approx(37 * MM + PITCH / 2, abs=4)
    assert middle[-1] == pytest.approx(37 * MM + PITCH * (LINES - 0.5), abs=4)
    for number in (2, 3):
        dashes = [one for one in pages[number - 1] if one.top > (297 - 35) * MM and "—" in one.text]
        assert [one.text for one in pages[number - 1] if one.top > (297 - 35) * MM] in (
            ["—", str(number), "—"],
            [f"—{number}—"],
        )
        # The dashes stand 7 mm under the text, one character in from the outer edge of it.
        assert (dashes[0].top + dashes[0].bottom) / 2 == pytest.approx((297 - 35 + 7) * MM, abs=4)
        if number % 2:
            assert dashes[-1].right == pytest.approx((210 - 26) * MM - 14, abs=3)
        else:
            assert dashes[0].left == pytest.approx(28 * MM + 14, abs=3)
