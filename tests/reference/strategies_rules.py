"""Hypothesis strategies of the rules of a contest, as a document has them."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.reference.strategies_methods import MARKS, PARAMS, TELLING, small

Draw = Any
WEIGHTS = ("1", "1", "0.3", "0", "2.5")
LINES = ("-5", "0", "10", "20", "20", "33.3", "60", "80", "100", "120")
PARTS = [{"code": "p", "name": "过程", "share": "0.35"}, {"code": "r", "name": "结果", "share": "0.65"}]
# A dimension of the contest that does not count in this period.
# How many of the shorter periods a longer one has, where that is always the same.
PARTS_OF = {("month", "quarter"): 3, ("quarter", "year"): 4, ("month", "year"): 12}

METHOD = st.sampled_from(tuple(PARAMS))
MARK = st.sampled_from(MARKS)
WEIGHT = st.sampled_from(WEIGHTS)
WAY = st.sampled_from(("mean", "sum", "last"))
WAY_OF_SO_MANY = st.sampled_from(("mean", "sum", "last", "weighted"))
STAGE_MISSING = st.sampled_from(("skip", "zero"))
BOUND = st.sampled_from(("at_least", "above", "at_most", "below"))
MISSING = st.sampled_from(("unranked", "zero", "skip", "skip"))


@st.composite
def _stage(draw: Draw, level: str, to: str) -> dict[str, Any]:
    count = PARTS_OF.get((level, to))
    by = draw(WAY_OF_SO_MANY if count else WAY)
    weights = draw(st.lists(small, min_size=count, max_size=count)) if by == "weighted" else []
    return {"by": by, "of": None, "missing": draw(STAGE_MISSING), "weights": weights}


@st.composite
def _roll_up(draw: Draw, cadence: str, levels: list[str]) -> Any:
    """Return a way for all, or stages to some of the longer cadences."""
    longer = levels[levels.index(cadence) + 1 :]
    if not longer or draw(st.booleans()):
        return draw(WAY)
    stages, level = {}, cadence
    for to in sorted(draw(st.lists(st.sampled_from(longer), unique=True, min_size=1)), key=longer.index):
        stages[to] = draw(_stage(level, to))
        level = to
    return stages


@st.composite
def _criterion(draw: Draw, code: str, divisions: list[str], cadences: list[str], longer: list[str]) -> dict[str, Any]:
    method = draw(METHOD)
    cadence = draw(st.sampled_from(cadences))
    # The problems of the ledger are counted at the end of the ranked period, and not rolled up.
    roll_up = "mean" if method == "closure" else draw(_roll_up(cadence, longer))
    return {
        "code": code,
        "name": code,
        "full_marks": draw(MARK),
        "division_marks": draw(st.dictionaries(st.sampled_from(divisions), MARK, max_size=2)),
        "weight": draw(WEIGHT),
        "cadence": cadence,
        "method": method,
        "params": draw(PARAMS[method]),
        "roll_up": roll_up,
        "missing": draw(MISSING),
        "unit": "",
    }


@st.composite
def _dimensions(draw: Draw, divisions: list[str], cadences: list[str], longer: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "code": f"d{at}",
            "name": f"d{at}",
            "weight": draw(WEIGHT),
            "part": None,
            "full_marks": None,
            "criteria": [
                draw(_criterion(f"c{at}-{place}", divisions, cadences, longer))
                for place in range(draw(st.sampled_from((1, 1, 2, 2, 3, 4))))
            ],
        }
        for at in range(draw(st.sampled_from((1, 2, 2, 3))))
    ]


@st.composite
def _grades(draw: Draw) -> list[dict[str, Any]]:
    lines = sorted(draw(st.lists(st.sampled_from(LINES), unique=True, max_size=3)), key=Decimal, reverse=True)
    quota = st.sampled_from(("10", "30", "33.3", "50", "100"))
    found = [{"name": f"{at} 等", "at_least": line, "quota": draw(st.none() | quota)} for at, line in enumerate(lines)]
    if draw(st.booleans()):
        found.append({"name": "比例", "at_least": None, "quota": draw(quota)})
    return [*found, {"name": "其余", "at_least": None, "quota": None}]


@st.composite
def _boards(draw: Draw, scopes: list[str]) -> list[dict[str, Any]]:
    found = []
    for scope, colour in draw(
        st.lists(st.tuples(st.sampled_from(scopes), st.sampled_from(("red", "black"))), unique=True, max_size=5)
    ):
        bounds = {
            name: draw(st.sampled_from(LINES) | st.sampled_from(TELLING))
            for name in draw(st.lists(BOUND, unique=True, max_size=2))
        }
        rule = {"scope": scope, "colour": colour, **bounds, "combine": draw(st.sampled_from(("all", "any")))}
        if not bounds or draw(st.booleans()):
            ties = draw(st.sampled_from(("in", "out")))
            rule |= {"places": draw(st.integers(1, 4)), "border_ties": ties}
        found.append(rule)
    return found


@st.composite
def rules(draw: Draw, divisions: list[str], cadences: list[str], longer: list[str]) -> dict[str, Any]:
    """Return rules for a ranked period whose criteria are of these cadences; `longer` has those they may roll up to."""
    dimensions = draw(_dimensions(divisions, cadences, longer))
    in_parts = len(dimensions) > 1 and draw(st.booleans())
    for at, dimension in enumerate(dimensions):
        dimension["part"] = "pr"[at % 2] if in_parts else None
    combined = draw(st.booleans())
    scopes = [*(dimension["code"] for dimension in dimensions), "total", "total"]
    keys = [*scopes, *(criterion["code"] for dimension in dimensions for criterion in dimension["criteria"])]
    key = st.fixed_dictionaries({"by": st.sampled_from(keys), "order": st.sampled_from(("desc", "desc", "asc"))})
    places = st.integers(0, 4)
    return {
        "rounding": {
            "criterion": draw(places), "total": draw(places), "mode": draw(st.sampled_from(("half_up", "half_even"))),
        },
        "limits": draw(_limits()),
        "score_label": "得分",
        "rank_by": draw(st.just([{"by": "total", "order": "desc"}]) | st.lists(key, min_size=1, max_size=3)),
        "dimensions": dimensions,
        "weight_sum": None,
        "parts": PARTS if in_parts else [],
        "boards": draw(_boards(scopes + ["combined"] * combined)),
        "grades": draw(st.just([]) | _grades()),
        "quota": {
            "rounding": draw(st.sampled_from(("down", "up", "half_up"))), "ties": draw(st.sampled_from(("in", "out"))),
        },
        "combined": combined,
        "place_bonus": draw(st.none() | _place_bonus()),
        "escalation": draw(st.sampled_from(({}, {"1": "约谈", "2": "通报批评"}, {"2": "通报批评", "4": "问责"}))),
    }  # fmt: skip


def _limits() -> st.SearchStrategy[dict[str, Any]]:
    cap = st.none() | st.sampled_from(("0", "2", "3.5", "10"))
    return st.fixed_dictionaries(
        {"bonus": cap, "deduction": cap, "floor": st.none() | st.just("0"), "ceiling": st.none() | st.just("100")}
    )


def _place_bonus() -> st.SearchStrategy[dict[str, Any]]:
    points = st.sampled_from(({"1": "2"}, {"1": "2", "2": "1", "4": "0.125"}))
    return st.fixed_dictionaries({"cadence": st.just("week"), "points": points, "limit": st.none() | st.just("2.5")})
