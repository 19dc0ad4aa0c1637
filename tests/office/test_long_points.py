"""A long list of what is open is folded up after ten lines, wherever it stands."""

import re

import pytest
from django.template.loader import render_to_string

from contests.selectors.open_points import OpenPoint


def points(count):
    return [OpenPoint(f"未填报第{at}周", f"/w{at}/", must=at == 0) for at in range(count)]


@pytest.mark.parametrize("count", [1, 10])
def test_short_list_stands_open(count):
    page = render_to_string("office/_points.html", {"points": points(count), "runs": True})
    assert (page.count("<li>"), "<details" in page) == (count, False)


def test_tail_of_a_long_list_is_folded_and_counted_with_every_way_to_it():
    page = render_to_string("office/_points.html", {"points": points(13), "runs": True})
    open_part, folded = page.split("<details")
    assert (open_part.count("<li>"), folded.count("<li>")) == (10, 3)
    assert "另有 3 项（共 13 项）" in folded
    assert "须办结" in open_part
    assert re.findall('href="(/w[0-9]+/)"', page) == [f"/w{at}/" for at in range(13)]


def test_what_was_open_when_it_was_passed_on_is_folded_as_well():
    page = render_to_string("office/_left_open.html", {"lines": [f"第{at}项" for at in range(11)]})
    assert "另有 1 项（共 11 项）" in page
    assert "第10项" in page.split("<details")[1]
