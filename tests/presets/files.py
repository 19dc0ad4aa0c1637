"""The presets' files, as they are read."""

import csv
from datetime import date

from contests.exchange.contest_file import read_contest_file
from contests.exchange.presets import presets
from contests.models.calendar import calendar_periods

PRESETS = {preset.slug: preset for preset in presets()}
SLUGS = sorted(PRESETS)


def spec_of(slug):
    path = PRESETS[slug].contest
    return read_contest_file(path.name, path.read_bytes())


def rows_of(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names(parts):
    return [part["name"] for part in parts]


def periods_of(slug, cadence):
    calendar = spec_of(slug)["calendar"]
    first, last = (date.fromisoformat(calendar[name]) for name in ("starts_on", "ends_on"))
    return [code for code, _, _ in calendar_periods(cadence, first, last)]
