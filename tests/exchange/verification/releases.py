"""Payloads of releases: made by the product's own services, or around a made-up document."""

import csv
import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import override_settings

from contests.exchange.presets import presets
from contests.models import Contest
from contests.scoring.decimals import plain
from contests.scoring.evaluate import evaluate
from tests.factories import make_contest, make_people, month, period_of, release

PUBLISHED = Path(__file__).parents[2] / "published"
TABLES = ("completion", "lianyungang", "panjin", "quanyunhui", "shixu")
NAMES = ("factories", *TABLES, *(preset.slug for preset in presets()))


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
    """Return the canonical texts of releases by name: the contest of the factories, published tables, presets."""
    found = {"factories": _text(_of_the_factories())}
    for table in TABLES:
        found[table] = _text(_published(table))
    with override_settings(SAMPLE_DATA=True):
        call_command("load_presets", "--sample", verbosity=0)
    return found | {preset.slug: _text(Contest.objects.get(slug=preset.slug)) for preset in presets()}


def _of_the_factories() -> Contest:
    contest = make_contest(entrants=4, criteria=3)
    people = make_people(contest)
    release(month(contest, people), people)
    return contest


def _published(table: str) -> Contest:
    """Enter a published table as its users would, and release the last period of it."""
    file, ratings, expected = (PUBLISHED / f"{table}{end}" for end in (".yaml", "-ratings.csv", "-expected.csv"))
    with expected.open(encoding="utf-8") as lines:
        period = max(line["期次"] for line in csv.DictReader(lines))
    call_command("import_contest", str(file))
    contest = Contest.objects.select_related("host").get(slug=table)
    people = make_people(contest)
    call_command("import_ratings", table, str(ratings), "--as", "reporter")
    for inside in contest.periods.all():
        call_command("approve_ratings", table, inside.code, "--as", "reviewer")
    release(period_of(contest, period), people)
    return contest


def _text(contest: Contest) -> str:
    """Return the newest release of a contest."""
    return contest.releases.latest("number").payload
