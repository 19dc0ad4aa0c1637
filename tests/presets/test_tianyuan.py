"""产业项目建设年: what was reported of the district in the first half of the year, out of the released document."""

from collections import defaultdict
from decimal import Decimal

import pytest

from tests.presets.files import PRESETS, rows_of, spec_of

DONE, BY_MONTH, BY_DAY = "wancheng", "shixu-yue", "shixu-tian"
HALF = ["2018-06", "2018-Q2"]


def readings(payload, division):
    """Return (done, plan) of a division's entrants at the end of June."""
    members = {code for code, _, at in payload["document"]["entrants"] if at == division}
    rows = payload["document"]["readings"]["2018-06"][DONE]
    return {code: (Decimal(row[1]), Decimal(row[2])) for code, row in rows.items() if code in members}


def points(payload, entrant):
    """Return the points of an entrant's criteria as they are published."""
    (row,) = [row for row in payload["standings"] if (row["entrant"], row["scope"]) == (entrant, "jindu")]
    return {part["criterion"]: part["points"] for part in row["breakdown"] if "criterion" in part}


def total(payload, entrant):
    (row,) = [row for row in payload["standings"] if (row["entrant"], row["scope"]) == (entrant, "total")]
    return row["score"]


@pytest.mark.parametrize("period", HALF)
def test_district_leads_by_012_by_months_and_by_053_by_days(publish, period):
    payload = publish("tianyuan", period)
    assert payload["document"]["periods"][period]["setting"] == [6, 12, 181, 365, "2018-06"]
    assert points(payload, "quanqu-touzi") == {DONE: "50.12", BY_MONTH: "0.12", BY_DAY: "0.53", "xiaohao": None}
    assert total(payload, "quanqu-touzi") == "0.12"


@pytest.mark.parametrize("period", HALF)
def test_district_s_investment_is_the_sum_of_its_50_projects(publish, period):
    payload = publish("tianyuan", period)
    projects = readings(payload, "xiangmu").values()
    assert len(projects) == 50
    done, plan = (sum(column) for column in zip(*projects, strict=True))
    assert (str(done), str(plan)) == ("53.78", "107.30")
    assert readings(payload, "quanqu-touzi") == {"quanqu-touzi": (done, plan)}


def test_talent_signed_is_29_of_42_each_part_with_its_own_precision(publish):
    payload = publish("tianyuan", "2018-Q2")
    parts = readings(payload, "rencai")
    assert list(parts.values()) == [(11, 21), (6, 9), (12, 12)]
    assert readings(payload, "quanqu-rencai") == {"quanqu-rencai": (29, 42)}
    assert [points(payload, code)[DONE] for code in parts] == ["52.38", "66.67", "100.00"]
    rates = [100 * done / task for done, task in parts.values()]
    assert [str(rate.quantize(Decimal("0.1"))) for rate in rates] == ["52.4", "66.7", "100.0"]
    assert round(Decimal(points(payload, "quanqu-rencai")[DONE])) == 69


def test_slips_are_39_and_more_than_20_problems_are_solved(publish):
    payload = publish("tianyuan", "2018-Q2")
    slips = [row for rows in payload["document"]["ledger"].values() for row in rows]
    assert len({row[0] for row in slips}) == len(slips) == 39
    assert {row[0][:2] for row in slips} == {"交办", "督办"}
    assert sum(row[3] is not None and row[3] <= "2018-06-30" for row in slips) > 20


def test_blue_flags_are_13_black_entries_by_hand(publish):
    payload = publish("tianyuan", "2018-Q2")
    black = [entry for entry in payload["entries"] if entry["colour"] == "black"]
    assert len(black) == len({entry["entrant"] for entry in black}) == 13
    assert all(entry["by_hand"] and "挂蓝旗" in entry["reason"] and entry["basis"] for entry in black)
    assert {entry["division"] for entry in black} == {"xiangmu"}


def test_totals_of_the_district_are_on_no_list(publish):
    listed = {entry["entrant"] for entry in publish("tianyuan", "2018-06")["entries"]}
    assert listed
    assert listed.isdisjoint({"quanqu-touzi", "quanqu-rencai"})


def test_three_criteria_of_the_schedule_are_entered_alike_and_one_counts():
    criteria = spec_of("tianyuan")["dimensions"][0]["criteria"]
    assert [part["code"] for part in criteria if Decimal(part["weight"])] == [BY_MONTH]
    by_name = {part["name"]: part["code"] for part in criteria}
    figures = defaultdict(dict)
    for row in rows_of(PRESETS["tianyuan"].ratings):
        figures[by_name[row["指标"]]][row["期次"], row["单位"]] = (row["数值"], row["任务数"])
    assert figures[DONE] == figures[BY_MONTH] == figures[BY_DAY]
    assert len(figures[DONE]) == 3 * 55


def test_totals_of_every_month_are_the_sums_of_their_parts():
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    given = {}
    for row in rows_of(PRESETS["tianyuan"].ratings):
        if row["指标"] == "计划完成率":
            done, plan = Decimal(row["数值"]), Decimal(row["任务数"])
            if row["单位"].startswith("全区"):
                given[row["期次"], row["单位"]] = [done, plan]
            else:
                total = "全区人才签约" if "人才" in row["单位"] else "全区产业项目投资"
                sums[row["期次"], total][0] += done
                sums[row["期次"], total][1] += plan
    assert given == dict(sums)
    assert len(given) == 6


def test_what_is_done_never_falls_and_the_plan_stays():
    months = defaultdict(list)
    for row in rows_of(PRESETS["tianyuan"].ratings):
        if row["指标"] == "计划完成率":
            months[row["单位"]].append((Decimal(row["数值"]), row["任务数"]))
    for figures in months.values():
        assert [done for done, _ in figures] == sorted(done for done, _ in figures)
        assert len({plan for _, plan in figures}) == 1
