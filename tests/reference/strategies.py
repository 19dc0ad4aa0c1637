"""Hypothesis strategies of whole contests: everything that a run's document may hold, in small numbers."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.reference.strategies_methods import WORDS, readings
from tests.reference.strategies_rules import rules

Draw = Any
Document = dict[str, Any]

# Neither in the order of the alphabet nor of their names: no order but the office's may decide.
ENTRANTS = ("m-1", "c-2", "zz", "a-0", "k-9", "b-7", "t-4", "h-3")
DIVISIONS = ("wu", "an")
DAYS = ("2022-06-30", "2022-07-01", "2022-08-15", "2022-09-01", "2022-09-12", "2022-09-30", "2022-10-01")


def _span(cadence: str, start: str, end: str, setting: list[Any], **within: str) -> dict[str, Any]:
    return {"cadence": cadence, "start": start, "end": end, "within": within, "setting": [*setting, end[:7]]}


WEEKS = {
    f"2022-W{35 + at}": _span("week", start, end, [4, 7, gone, 214], month="2022-09", quarter="2022-Q3")
    for at, (start, end, gone) in enumerate(
        [("2022-08-29", "2022-09-04", 96), ("2022-09-05", "2022-09-11", 103), ("2022-09-12", "2022-09-18", 110)]
    )
}
MONTHS = {
    f"2022-{month:02}": _span(
        "month", f"2022-{month:02}-01", f"2022-{month:02}-{last}", [month - 5, 7, 30 * (month - 5), 214],
        quarter=f"2022-Q{(month + 2) // 3}", year="2022",
    )
    for month, last in ((6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31))
}  # fmt: skip
QUARTERS = {
    f"2022-Q{at}": _span("quarter", start, end, [at * 3 - 5, 7, at * 40, 214], year="2022")
    for at, start, end in (
        (2, "2022-06-01", "2022-06-30"), (3, "2022-07-01", "2022-09-30"), (4, "2022-10-01", "2022-12-31"),
    )
}  # fmt: skip
YEAR = {"2022": _span("year", "2022-06-01", "2022-12-31", [7, 7, 214, 214])}
THIRD = {code: MONTHS[code] for code in ("2022-07", "2022-08", "2022-09")}
SEPTEMBER = {"2022-09": MONTHS["2022-09"]}

# The ranked period, and all that lie in it; the cadences that are entered, and those that they may roll up to.
CALENDARS = (
    ("2022-W36", {"2022-W36": WEEKS["2022-W36"]}),
    ("2022-09", SEPTEMBER | WEEKS),
    ("2022-Q3", {"2022-Q3": QUARTERS["2022-Q3"]} | THIRD),
    ("2022-Q3", {"2022-Q3": QUARTERS["2022-Q3"]} | SEPTEMBER | WEEKS),
    ("2022", YEAR | QUARTERS | MONTHS),
)
CADENCES = ["week", "month", "quarter", "year"]

# One choice for each entrant, drawn at once: a draw for each would take most of the time.
CHOICES = st.binary(min_size=len(ENTRANTS), max_size=len(ENTRANTS))


def _problem(days: tuple[str, str | None, str | None]) -> list[str | None]:
    """Return a problem: number, assigned, due, closed; nothing is due or closed before it is assigned."""
    assigned, *later = days
    return ["1", assigned, *(day if day is None or day >= assigned else assigned for day in later)]


DAY = st.sampled_from(DAYS)
LEDGER = st.lists(st.tuples(DAY, st.none() | DAY, st.none() | DAY).map(_problem), max_size=3)


@st.composite
def contests(draw: Draw) -> Document:
    """Return a document of a contest with its rules, figures and events."""
    period, periods = draw(st.sampled_from(CALENDARS))
    entrants = [
        [code, f"单位 {code}", division]
        for code, division in zip(
            ENTRANTS, draw(st.lists(st.sampled_from(DIVISIONS), min_size=1, max_size=8)), strict=False
        )
    ]
    cadences = [cadence for cadence in CADENCES if any(span["cadence"] == cadence for span in periods.values())]
    its_rules = draw(rules(list(DIVISIONS), cadences, [*cadences, *CADENCES[CADENCES.index(cadences[-1]) + 1 :]]))
    codes = [code for code, _, _ in entrants]
    scopes = [*(dimension["code"] for dimension in its_rules["dimensions"]), "total"]
    standing_in = st.tuples(st.sampled_from(codes), st.sampled_from(scopes), st.integers(1, 5)).map(list)
    return {
        "format": 2,
        "rules": its_rules,
        "rules_version": 1,
        "period": period,
        "periods": periods,
        "divisions": [[code, code] for code in DIVISIONS],
        "entrants": entrants,
        "since": draw(st.dictionaries(st.sampled_from(codes), DAY, max_size=2)),
        "readings": draw(_readings(its_rules, periods, codes)),
        "sources": [["", "填报员", "审核员"]],
        "ledger": draw(st.dictionaries(st.sampled_from(codes), LEDGER, max_size=4)),
        "adjustments": draw(_adjustments(codes, scopes)),
        "findings": draw(_findings(codes, scopes + ["combined"] * its_rules["combined"])),
        "previous": draw(st.lists(standing_in, unique_by=lambda row: (row[0], row[1]), max_size=3)),
        "streaks": draw(st.lists(standing_in, unique_by=lambda row: (row[0], row[1]), max_size=4)),
        "places": draw(_places(codes)),
    }


@st.composite
def _readings(draw: Draw, its_rules: dict[str, Any], periods: dict[str, Any], codes: list[str]) -> dict[str, Any]:
    """Return readings of a few different figures, so that there are ties; some are not reported."""
    found: dict[str, Any] = {}
    for criterion in [one for dimension in its_rules["dimensions"] for one in dimension["criteria"]]:
        if criterion["method"] == "closure":
            continue
        least = min([criterion["full_marks"], *criterion["division_marks"].values()], key=Decimal)
        pool = draw(st.lists(readings(criterion["method"], criterion["params"], least), min_size=1, max_size=4))
        pool = [*pool, *pool, *pool, *WORDS, None]
        for period in [code for code, span in periods.items() if span["cadence"] == criterion["cadence"]]:
            rows = {code: pool[choice % len(pool)] for code, choice in zip(codes, draw(CHOICES), strict=False)}
            if there := {code: row for code, row in rows.items() if row is not None}:
                found.setdefault(period, {})[criterion["code"]] = there
    return {period: found[period] for period in sorted(found, key=lambda code: periods[code]["end"])}


@st.composite
def _adjustments(draw: Draw, codes: list[str], scopes: list[str]) -> list[dict[str, Any]]:
    found = []
    for sort in draw(st.lists(st.sampled_from(("bonus", "bonus", "deduction", "veto")), max_size=5)):
        points = draw(st.sampled_from(("0.5", "1", "2", "2", "3.125")))
        found.append(
            {
                "entrant": draw(st.sampled_from(codes[:3])),
                "scope": draw(st.sampled_from(scopes)),
                "kind": sort,
                "points": {"bonus": points, "deduction": f"-{points}", "veto": "0"}[sort],
                "effect": draw(st.sampled_from(("bar_red", "bar_top", "bottom", "zero"))) if sort == "veto" else "",
                "matter": draw(st.sampled_from("甲乙丙")),
                "document": "",
            }
        )
    return found


def _findings(codes: list[str], scopes: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries(
        {
            "entrant": st.sampled_from(codes),
            "scope": st.sampled_from(scopes),
            "colour": st.sampled_from(("red", "black")),
            "fact": st.sampled_from(("承办活动", "迟报材料")),
            "by_hand": st.booleans(),
            "document": st.sampled_from(("", "1 号文件")),
        }
    )
    rows = st.lists(row, max_size=4, unique_by=lambda row: tuple(row[name] for name in list(row)[:4]))
    # As a run's document has them: in the office's order.
    return rows.map(lambda found: sorted(found, key=lambda row: codes.index(row["entrant"])))


def _places(codes: list[str]) -> st.SearchStrategy[list[list[Any]]]:
    row = st.tuples(st.sampled_from(codes), st.sampled_from(list(WEEKS)), st.integers(1, 5)).map(list)
    return st.lists(row, max_size=4, unique_by=lambda row: (row[0], row[1]))
