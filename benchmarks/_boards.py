"""Two contests with two months released of each: 73 and 2,000 entrants in one division, three dimensions.

Usage: python benchmarks/_boards.py        (fills the database of the environment; called by board_speed.py)
"""

import os
import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scoreboard.settings")

import django

SIZES = {"few": 73, "many": 2000}
PERIODS = ("2022-07", "2022-08")
DIMENSIONS = {"zuofeng": "作风", "yeji": "业绩", "chuangxin": "创新"}
BOARDS = [{"scope": "total", "colour": colour, "places": 8} for colour in ("red", "black")]


def fill() -> None:
    """Open both contests, enter and release their months as people do."""
    from tests.public.conftest import Office

    office = Office()
    for slug, size in SIZES.items():
        names = [f"第{number}号重点项目建设指挥部" for number in range(1, size + 1)]
        contest = office.open(slug, names, {"all": "项目"}, DIMENSIONS, BOARDS)
        for month, period in enumerate(PERIODS, start=1):
            codes = contest.entrants.values_list("code", flat=True)
            # No two alike, so that no list is longer than its places.
            values = {
                code: Decimal(place * (5 + 2 * month) % size * 10000 // size) / 100 for place, code in enumerate(codes)
            }
            office.enter(contest, period, values)
            office.release(contest, period)


if __name__ == "__main__":
    django.setup()
    fill()
