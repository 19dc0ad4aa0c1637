"""平凉: problems and liaison as reported, taken out of the released document."""

from decimal import Decimal

import pytest

from tests.presets.files import PRESETS, periods_of, rows_of, spec_of

LEVELS = {"lingdao": "领导包企覆盖", "bangqi": "部门帮企覆盖", "zhuqi": "干部驻企覆盖"}
LAST_WEEK = "2023-W21"


@pytest.fixture
def may(publish):
    return publish("pingliang", "2023-05")


def points(payload, criterion):
    """Return the points of a criterion by entrant."""
    return {
        row["entrant"]: Decimal(part["points"])
        for row in payload["standings"]
        for part in row["breakdown"]
        if part.get("criterion") == criterion
    }


def test_problems_assigned_and_solved_are_as_reported(may):
    ledger = may["document"]["ledger"]
    closed = [row for rows in ledger.values() for row in rows if row[3] and row[3] <= may["period"]["ends_on"]]
    assigned = [row for rows in ledger.values() for row in rows if row[1] <= may["period"]["ends_on"]]
    assert (len(assigned), len(closed), len(assigned) - len(closed)) == (59, 42, 17)
    assert len({row[0] for row in assigned}) == 59
    assert str((Decimal(100 * len(closed)) / len(assigned)).quantize(Decimal("0.01"))) == "71.19"


def test_departments_points_are_their_part_of_the_ledger(may):
    found = points(may, "xiaohao")
    assert len(found) == 9
    for entrant, rows in may["document"]["ledger"].items():
        share = Decimal(70 * sum(row[3] is not None for row in rows)) / len(rows)
        assert found[entrant] == share.quantize(Decimal("0.01"))


def test_liaison_covers_87_firms_at_each_of_three_levels(may):
    readings = may["document"]["readings"][LAST_WEEK]
    assert set(readings) == set(LEVELS)
    covered = {level: sum(int(row[1]) for row in rows.values()) for level, rows in readings.items()}
    firms = {level: sum(int(row[2]) for row in rows.values()) for level, rows in readings.items()}
    assert covered == firms == dict.fromkeys(LEVELS, 87)
    assert sum(covered.values()) == 261


def test_liaison_of_the_month_is_that_of_its_last_week(may):
    for level in LEVELS:
        assert set(points(may, level).values()) == {10}
    short = [row for row in rows_of(PRESETS["pingliang"].ratings) if row["数值"] != row["任务数"]]
    assert {row["指标"] for row in short} == {"干部驻企覆盖"}
    assert LAST_WEEK not in {row["期次"] for row in short}


def test_contest_has_a_board_every_week_and_every_month_of_2023():
    assert spec_of("pingliang")["calendar"]["ranked"] == ["week", "month"]
    weeks, months = periods_of("pingliang", "week"), periods_of("pingliang", "month")
    assert (len(weeks), weeks[0], weeks[-1]) == (52, "2023-W01", "2023-W52")
    assert months == [f"2023-{month:02}" for month in range(1, 13)]


def test_week_counts_what_was_assigned_and_solved_by_its_end(publish):
    week = publish("pingliang", "2023-W19")
    ends_on = week["period"]["ends_on"]
    assert ends_on == "2023-05-14"
    found = points(week, "xiaohao")
    for entrant, rows in week["document"]["ledger"].items():
        assigned = [row for row in rows if row[1] <= ends_on]
        closed = [row for row in assigned if row[3] and row[3] <= ends_on]
        assert found[entrant] == (Decimal(70 * len(closed)) / len(assigned)).quantize(Decimal("0.01"))


def test_names_of_the_sample_say_so():
    assert {row["责任单位"][:2] for row in rows_of(PRESETS["pingliang"].problems)} == {"示例"}
    assert {row["问题"][:2] for row in rows_of(PRESETS["pingliang"].problems)} == {"示例"}
    assert {entrant["name"][:4] for entrant in spec_of("pingliang")["entrants"]} == {"示例部门"}
