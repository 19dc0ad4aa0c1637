"""Hypothesis strategies of one criterion's method: valid parameters, and readings that the method takes."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

# Zeros, ties, halves in every place, and what is left of thirds.
TELLING = (
    "0",
    "1",
    "10",
    "0.5",
    "0.25",
    "0.125",
    "0.005",
    "0.0005",
    "2.675",
    "1.0049",
    "99.995",
    "33.3333",
    "-3",
    "-0.005",
)
TASKS = ("1", "3", "7", "10", "80", "100", "0.3", "45", "647.4")
MARKS = ("100", "20", "25", "6", "33.3", "0.5", "7")

Row = list[Any]


def plain(number: int, places: int) -> str:
    """Return a number of so many decimal places as a document writes it."""
    text = f"{Decimal(number).scaleb(-places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _figure(number: int) -> str:
    """Return one figure for each number: a telling one, a whole one or one with places. One draw is quick."""
    sort, rest = number % 3, number // 3
    if sort == 0:
        return TELLING[rest % len(TELLING)]
    return str(rest % 170 - 20) if sort == 1 else plain(rest - 5_000, 1 + rest % 4)


figures = st.integers(0, 99_999).map(_figure)
tasks = st.sampled_from((*TASKS, *TASKS, "0", None))
small = st.sampled_from(("0.1", "0.5", "1", "2", "2.5", "5", "0.0333"))
direction = {"reverse": st.booleans()}


def _params(optional: dict[str, Any] | None = None, **required: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional or {})


@st.composite
def _bands(draw: Any) -> dict[str, Any]:
    """Bands without a hole, and at least one joint that is the start."""
    joints = draw(st.sampled_from(([100], [80, 100], [100, 130], [60, 100, 150])))
    slopes = draw(st.lists(st.sampled_from(("-0.1", "0", "0.1", "0.2", "1")), min_size=4, max_size=4))
    edges = [None, *map(str, joints), None]
    bands = [
        {"from": start, "to": end, "slope": slope}
        for start, end, slope in zip(edges[:-1], edges[1:], slopes, strict=False)
    ]
    params = draw(_params({"base": st.sampled_from(("0", "25", "60"))}))
    if len(joints) > 1:
        params |= draw(_params({"at": st.sampled_from([str(joint) for joint in joints])}))
    bounds = st.sampled_from(({}, {"limit": "10"}, {"floor": "0", "ceiling": "30"}, {"floor": "12.5"}))
    return {"bands": bands[::-1], **params, **draw(bounds)}


PARAMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "points": _params({"assessors": st.sampled_from(("mean", "trimmed"))}),
    "grade": _params({"scale": st.just({"好": "100", "中": "66.6667", "差": "0"})}),
    "completion": _params({"cap": st.sampled_from((None, "1", "1.5", "0.3333"))})
    | _params(
        bonus=_params(
            {"limit": st.none() | small, "whole": st.booleans()},
            unit=st.sampled_from(("2", "0.3", "5")), step=small,
        )
    ),
    "count_bonus": _params({"limit": st.none() | small}, k=small),
    "banded": _bands(),
    "pass_fail": _params(direction),
    "shortfall": _params(direction | {"floor": st.sampled_from(("0", "12.5", "30"))}, k=small),
    "efficacy": _params(
        direction | {"c": st.sampled_from(("40", "30")), "d": st.sampled_from(("60", "0"))},
        lower=st.sampled_from(("-10", "0", "80")), upper=st.sampled_from(("97", "100", "90.5")),
    ),
    "rank_points": _params(direction, step=st.sampled_from(("5", "40", "33.3333")))
    | _params(
        direction | {"beyond": st.sampled_from(("0", "0.5"))},
        table=st.sampled_from(({"1": "6"}, {"1": "6", "2": "5", "3": "2.5"}, {"1": "6", "2": "6"})),
    ),
    "deduction": _params(items=st.sampled_from(({"迟报": "3"}, {"迟报": "3", "错报": "0.005", "漏报": "20"}))),
    "schedule": _params({"time": st.sampled_from(("month", "day"))})
    | _params(
        time=st.just("curve"), curve=st.sampled_from(({"2022-09": "66.6667"}, {"2022-07": "8", "2022-12": "100"}))
    ),
    "closure": _params({"by": st.sampled_from(("assigned", "due")), "window": st.sampled_from(("contest", "period"))}),
    "additive": _params(),
}  # fmt: skip

WITH_TARGET = {"completion", "count_bonus", "banded", "pass_fail", "shortfall", "schedule"}
WORDS = [[0, None, None, None, [], word] for word in ("不适用", "无活动")]


def readings(method: str, params: dict[str, Any], least_marks: str) -> st.SearchStrategy[Row]:
    """Return [source, value, target, grade, parts, word] without what is null at its end."""
    if method == "grade":
        scale = params.get("scale", ("优秀", "良好", "一般", "较差"))
        return st.sampled_from([[0, None, None, word] for word in scale])
    if method == "deduction":
        counted = st.tuples(st.sampled_from(list(params["items"])), st.sampled_from(("0", "1", "2", "7")))
        return st.lists(counted.map(list), max_size=3).map(_parted)
    if method == "points":
        given = figures.map(lambda text: _within(text, least_marks))
        if "assessors" in params:
            return st.lists(given.map(lambda text: ["", text]), min_size=1, max_size=5).map(_parted)
        return given.map(lambda text: [0, text])
    if method in WITH_TARGET:
        return st.tuples(figures, tasks).map(lambda pair: [0, *pair] if pair[1] is not None else [0, pair[0]])
    return figures.map(lambda text: [0, text])


def _parted(parts: list[Row]) -> Row:
    return [0, None, None, None, parts, ""]


def _within(text: str, most: str) -> str:
    """Return a figure that assessors can give: from 0 to full marks."""
    return min(max(text, "0", key=Decimal), most, key=Decimal)
