"""Payloads of releases: made by the product's own services, or around a made-up document."""

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command

from contests.exchange.presets import presets
from contests.models import Contest
from contests.scoring.decimals import plain
from contests.scoring.evaluate import evaluate
from tests.factories import make_contest, make_people, month, period_of, release

PUBLISHED = Path(__file__).parents[2] / "published"
PRESETS = {"bairi": "2022-09", "benpao": "2020-09", "shuangbi": "2020-10"}
TABLES = ("completion", "lianyungang", "panjin", "quanyunhui", "shixu")
NAMES = ("factories", *TABLES, *PRESETS)


def around(document: dict[str, Any]) -> dict[str, Any]:
    """Return the payload of a release of a document, as a bundle has it."""
    result = evaluate(document)
    period = document["periods"][document["period"]]
    payload = {
        "format": 1,
        "contest": {"name": "测试竞赛", "publisher": "测试竞赛办", "is_sample": True, "score_label": "得分"},
        "number": 1,
        "period": {"label": document["period"], "starts_on": period["start"], "ends_on": period["end"]},
        "released_at": "2022-10-14T16:00:00+08:00",
        "document": document,
        "standings": [
            row._asdict() | {"score": None if row.score is None else plain(row.score)} for row in result.standings
        ],
        "entries": [entry._asdict() for entry in result.entries],
    }
    return json.loads(json.dumps(payload))


def stored() -> dict[str, str]:
    """Return the canonical texts of releases by name: published tables, presets, the contest of the factories."""
    found = {"factories": _text(_of_the_factories())}
    for table in TABLES:
        file, ratings, expected = (PUBLISHED / f"{table}{end}" for end in (".yaml", "-ratings.csv", "-expected.csv"))
        with expected.open(encoding="utf-8") as lines:
            period = max(line["期次"] for line in csv.DictReader(lines))
        found[table] = _imported(table, file, ratings, None, period)
    for preset in presets():
        if period := PRESETS.get(preset.slug):
            found[preset.slug] = _imported(preset.slug, preset.contest, preset.ratings, preset.events, period)
    return found


def _of_the_factories() -> Contest:
    contest = make_contest(entrants=4, criteria=3)
    people = make_people(contest)
    release(month(contest, people), people)
    return contest


def _imported(slug: str, file: Path, ratings: Path, events: Path | None, period: str) -> str:
    call_command("import_contest", str(file))
    contest = Contest.objects.select_related("host").get(slug=slug)
    people = make_people(contest)
    call_command("import_ratings", slug, str(ratings), "--as", "reporter")
    if events and events.exists():
        call_command("import_events", slug, str(events), "--as", "reporter")
    for inside in contest.periods.all():
        call_command("approve_ratings", slug, inside.code, "--as", "reviewer")
    release(period_of(contest, period), people)
    return _text(contest)


def _text(contest: Contest) -> str:
    return contest.releases.get().payload
