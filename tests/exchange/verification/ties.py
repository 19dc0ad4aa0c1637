"""Documents in which much is equal: places at a border, the first of two matters, what several keys tell apart."""

from typing import Any

from tests.exchange.verification.calendars import periods
from tests.scoring.documents import adjustment, criterion, document, rules, veto

SCORES = {"a": 95, "b": 95, "c": 90, "d": 80, "e": 80, "f": 80, "g": 60, "h": 60, "i": None, "j": None}
MONTH = "2022-09"
GRADES = [
    {"name": "优秀", "at_least": "90", "quota": "18"},
    {"name": "良好", "at_least": None, "quota": "33"},
    {"name": "一般", "at_least": None, "quota": None},
]


def _rules(ties: str, rounding: str) -> dict[str, Any]:
    made = rules(
        ("d1", [criterion("k1", full_marks="100")]),
        (
            "d2",
            [
                criterion("k2", full_marks="100", missing="skip"),
                criterion("k3", full_marks="10", weight="0", missing="skip"),
            ],
        ),
        boards=[
            {"scope": "total", "colour": "red", "places": 4, "border_ties": ties},
            {"scope": "total", "colour": "black", "places": 1, "border_ties": ties},
            {"scope": "d2", "colour": "red", "places": 2, "border_ties": ties},
            {"scope": "d2", "colour": "black", "places": 4, "border_ties": ties, "below": "95", "combine": "any"},
        ],
        grades=GRADES,
        quota={"rounding": rounding, "ties": ties},
        rank_by=[{"by": "total", "order": "desc"}, {"by": "k3", "order": "asc"}, {"by": "d1", "order": "desc"}],
        combined=True,
        place_bonus={"cadence": "week", "points": {"1": "3", "2": "1.5"}, "limit": "4"},
        escalation={"1": "约谈", "3": "问责"},
    )
    made["dimensions"][1]["weight"] = "0.5"
    return made


def tied(ties: str, rounding: str) -> dict[str, Any]:
    """Return a document whose borders fall among equals; those who are tied are all `in` or all `out`."""
    figures = {code: [0, str(score)] for code, score in SCORES.items() if score is not None}
    readings = {
        "k1": figures | {"j": [0, "70"]},
        "k2": figures,
        "k3": {"b": [0, "3"], "d": [0, "7"], "f": [0, "7"]},
    }
    found = document(
        _rules(ties, rounding),
        [],
        list(SCORES),
        periods=periods("month", MONTH),
        adjustments=[
            adjustment("c", 3, scope="d2", matter="抗洪"),
            adjustment("c", 3, scope="d1", matter="抗洪"),
            adjustment("c", -3, matter="抗洪"),
            veto("a", "bar_top"),
            veto("c", "bottom"),
            veto("j", "zero", scope="d2"),
        ],
        places=[["g", "2022-W35", 1], ["g", "2022-W36", 1], ["h", "2022-W35", 2], ["h", "2022-W36", 5]],
        streaks=[["g", "total", 1], ["h", "total", 4], ["h", "d2", 2]],
    )
    return found | {"readings": {MONTH: readings}}


def of_their_own(ties: str) -> dict[str, Any]:
    """Return a document in which criteria have places, and rules of the lists divisions of their own.

    Who has nothing but an empty ledger is not ranked, though what is missing counts as zero.
    """
    made = rules(
        (
            "d1",
            [
                criterion("k1", full_marks="100", places=0, missing="zero"),
                criterion("k2", full_marks="100", places=4, missing="zero"),
                criterion("k3", method="closure", missing="skip"),
            ],
        ),
        boards=[
            {"scope": "total", "colour": "red", "places": 2, "border_ties": ties, "divisions": ["jia"]},
            {"scope": "total", "colour": "black", "below": "165", "divisions": ["yi", "bing"]},
            {"scope": "combined", "colour": "red", "places": 2, "border_ties": ties, "divisions": ["yi", "bing"]},
            {"scope": "combined", "colour": "black", "places": 2, "border_ties": ties, "divisions": ["jia", "yi"]},
        ],
        combined=True,
    )
    divisions = ("jia", "yi", "bing")
    figures = {code: [0, f"{score}.51236"] for code, score in SCORES.items() if score is not None}
    found = document(
        made,
        [],
        list(SCORES),
        periods=periods("month", MONTH),
        divisions=[[code, code] for code in divisions],
        ledger={"a": [["W1", "2022-03-01", None, None]]},
    )
    return found | {
        "entrants": [[code, code, divisions[at % 3]] for at, code in enumerate(SCORES)],
        "readings": {MONTH: {"k1": figures, "k2": figures}},
    }


def joined_late() -> dict[str, Any]:
    """Return a document of weeks in which two have joined on a Monday and a Tuesday; what they missed is zero."""
    stages = {"month": {"by": "mean", "of": "week", "missing": "zero", "weights": []}}
    made = rules(("d1", [criterion("k1", method="additive", cadence="week", roll_up=stages)]))
    found = document(made, [], ["a", "b", "c"], periods=periods("month", MONTH))
    readings = {"2022-W35": {"k1": {"c": [0, "8"]}}, "2022-W38": {"k1": {code: [0, "10"] for code in "abc"}}}
    return found | {"since": {"a": "2022-09-12", "b": "2022-09-13"}, "readings": readings}


TIES = {f"ties-{ties}-{rounding}": tied(ties, rounding) for ties, rounding in (("in", "down"), ("out", "half_up"))}
OWN = {f"of-their-own-{ties}": of_their_own(ties) for ties in ("in", "out")} | {"joined-late": joined_late()}
