"""How much room a text takes, and how a long one is cut: Chinese characters are as wide as they are high."""

from math import ceil
from unicodedata import east_asian_width

LONGEST_REASON = 40
# A reason is cut after one of these, unless too little of it would be left.
PAUSES = "。；，、：！？"
LEAST_KEPT = 24
NARROW = 0.62


def units(text: str) -> float:
    """Return the width of a text in ems."""
    return sum(1.0 if east_asian_width(letter) in "WFA" else NARROW for letter in text)


def lines(width: float, room: float) -> int:
    """Return on how many lines a text of some ems is set; the end of a line cannot always be filled."""
    return 1 if width <= room else ceil(width / max(room - 0.9, 1))


def shorten(text: str, longest: int = LONGEST_REASON) -> str:
    """Return a text of at most so many characters, cut with … at a pause where there is one."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[: longest - 1]
    pause = max(kept.rfind(mark) for mark in PAUSES)
    return (kept[:pause] if pause >= LEAST_KEPT else kept) + "…"
