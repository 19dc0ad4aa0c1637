import re
from pathlib import Path

import pytest
from django.conf import settings

TEXT = [
    ("ink", "paper"),
    ("ink-soft", "paper"),
    ("ink-soft", "band"),
    ("red-ink", "paper"),
    ("gold", "red"),
    ("gold", "red-deep"),
    ("on-red", "red"),
    ("on-red-soft", "red"),
    ("on-black", "black"),
    ("on-black-soft", "black"),
    ("accent", "paper"),
    ("accent", "band"),
    ("accent", "warn-ground"),
    ("up", "sheet"),
    ("down", "sheet"),
    ("warn-ink", "warn-ground"),
]


# What people read from across a hall.
HALL = [
    ("ink", "paper"),
    ("ink", "band"),
    ("ink", "sheet"),
    ("red-ink", "paper"),
    ("red-ink", "sheet"),
    ("gold", "red-deep"),
    ("on-red", "red-deep"),
    ("on-black", "black"),
    ("up", "sheet"),
    ("down", "sheet"),
    ("warn-ink", "warn-ground"),
]


def luminance(colour):
    """Return the relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text, ground):
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))
    light, dark = sorted((luminance(tokens[text]), luminance(tokens[ground])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_from_its_ground(text, ground):
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("text", "ground"), HALL)
def test_text_in_the_hall_stands_out_by_seven_to_one(text, ground):
    assert contrast(text, ground) >= 7


@pytest.mark.parametrize(
    "sheet", ["site.css", "board.css", "tables.css", "print.css", "office.css", "hall.css", "hall-scenes.css"]
)
def test_colours_are_named_in_one_file_only(sheet):
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", (Path(settings.BASE_DIR) / "static/css" / sheet).read_text()) == []
