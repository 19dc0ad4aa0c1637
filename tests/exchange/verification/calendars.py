"""The periods of a made-up contest, as a document has them."""

from datetime import date
from typing import Any

from contests.models.calendar import calendar_periods

FIRST, LAST = date(2022, 2, 14), date(2022, 12, 31)
LENGTHS = ("week", "month", "quarter", "year")


def _months(day: date) -> int:
    return day.month - FIRST.month + 1


def periods(ranked: str, code: str) -> dict[str, Any]:
    """Return the ranked period and every shorter one that closes in it."""
    every = {
        cadence: [(code, *days) for code, *days in calendar_periods(cadence, FIRST, LAST)]
        for cadence in LENGTHS[: LENGTHS.index(ranked) + 1]
    }
    ((start, end),) = [(start, end) for name, start, end in every[ranked] if name == code]
    inside = [
        (cadence, *span)
        for cadence, spans in every.items()
        for span in spans
        if (cadence == ranked and span[0] == code) or (cadence != ranked and start <= span[2] <= end)
    ]
    return {
        name: {
            "cadence": cadence,
            "start": first.isoformat(),
            "end": last.isoformat(),
            "within": {
                other: longer
                for other, longer, begins, ends in inside
                if LENGTHS.index(other) > LENGTHS.index(cadence) and begins <= last <= ends
            },
            "setting": [
                _months(last),
                _months(LAST),
                (last - FIRST).days + 1,
                (LAST - FIRST).days + 1,
                f"{last:%Y-%m}",
            ],
        }
        for cadence, name, first, last in inside
    }
