"""An issue with a black list that is public for thirty days, and how its public addresses are read on a day."""

from datetime import UTC, datetime

import time_machine
from django.core.cache import cache

from tests.public.conftest import NOW

CALENDAR = {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"], "black_days": 30}
LAST_DAY, DAY_AFTER = datetime(2022, 11, 13, 15, 59, tzinfo=UTC), datetime(2022, 11, 13, 16, 1, tzinfo=UTC)
FACT = "未按要求报送材料"
BOARDS = [{"scope": "total", "colour": "red", "places": 1}, {"scope": "total", "colour": "black"}]


def open_blamed(office):
    """Return a contest whose first issue has 建设局 (u3) on its black list."""
    contest = office.open(names=("办公室", "招商局", "建设局"), calendar=CALENDAR, boards=BOARDS)
    office.enter(contest, "2022-07", {"u1": 90, "u2": 80, "u3": 70})
    office.find(contest, "2022-07", "u3", "black", FACT)
    with time_machine.travel(NOW, tick=False):
        office.release(contest, "2022-07")
    return contest


def page(client, address, at):
    """Return what an address answers then, with nothing kept from before."""
    cache.clear()
    with time_machine.travel(at, tick=False):
        return client.get(address)
