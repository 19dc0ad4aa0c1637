"""The document of a release, made from the rows of its run; and releases as they are looked up."""

import json
from datetime import date, datetime
from typing import Any

from contests.models import RankingRun, Release
from contests.scoring.decimals import plain
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.corrections import changes_between

PAYLOAD_FORMAT = 1


def canonical(payload: dict[str, Any]) -> str:
    """Return the one text of a payload: sorted keys, no spaces, so that its hash can be taken anywhere."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def build_payload(
    *,
    run: RankingRun,
    number: int,
    released_at: datetime,
    objections_until: date | None,
    previous_sha256: str,
    corrects: Release | None,
    reason: str,
) -> dict[str, Any]:
    """Return the whole content of a release: no person's name is in it."""
    period = run.period
    payload = {
        "format": PAYLOAD_FORMAT,
        "contest": _contest(run),
        "number": number,
        "period": {
            "code": period.code,
            "label": period.label,
            "cadence": period.cadence,
            "starts_on": period.starts_on.isoformat(),
            "ends_on": period.ends_on.isoformat(),
        },
        "run": {"revision": run.revision},
        "released_at": released_at.isoformat(timespec="seconds"),
        "appeal_days": period.contest.appeal_days,
        "objections_until": objections_until.isoformat() if objections_until else None,
        "checked_by": "竞赛办",
        "approved_by": "领导小组",
        "corrects": corrects.number if corrects else None,
        "correction_reason": reason,
        "previous_sha256": previous_sha256,
        **_findings(run),
    }
    return payload | {"changes": changes_between(json.loads(corrects.payload), payload) if corrects else None}


def correction_changes(run: RankingRun, corrects: Release) -> dict[str, Any]:
    """Return what releasing a run would change of the release that it corrects."""
    return changes_between(json.loads(corrects.payload), _findings(run))


def _findings(run: RankingRun) -> dict[str, Any]:
    return {"document": run.document, "standings": _standings(run), "entries": _entries(run)}


def _contest(run: RankingRun) -> dict[str, Any]:
    contest = run.period.contest
    assert run.document is not None
    return {
        "slug": contest.slug,
        "name": contest.name,
        "host": contest.host.name,
        "publisher": contest.publisher,
        "is_sample": contest.is_sample,
        "supervision_phone": contest.supervision_phone,
        "score_label": run.document["rules"]["score_label"],
    }


def _standings(run: RankingRun) -> list[dict[str, Any]]:
    rows = run.standings.select_related("entrant", "division").order_by("division__order", "scope", "entrant__order")
    return [
        {
            "entrant": row.entrant.code,
            "division": row.division.code,
            "scope": row.scope,
            "score": None if row.score is None else plain(row.score),
            "rank": row.rank,
            "tied": row.tied,
            "not_ranked_reason": row.not_ranked_reason,
            "previous_rank": row.previous_rank,
            "grade": row.grade,
            "breakdown": row.breakdown,
        }
        for row in rows
    ]


def _entries(run: RankingRun) -> list[dict[str, Any]]:
    rows = run.entries.select_related("entrant", "division").order_by("order")
    return [
        {
            "scope": row.scope,
            "division": row.division.code,
            "colour": row.colour,
            "entrant": row.entrant.code,
            "reason": row.reason,
            "by_hand": row.by_hand,
            "basis": row.basis,
            "streak": row.streak,
            "escalation": row.escalation,
        }
        for row in rows
    ]


def headline(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the words of a payload that a list of many issues shows: contest, period, entries and totals by name.

    Entries stand in the order of the board; a total is to be shown with `places` decimal places.
    """
    document, contest, period = payload["document"], payload["contest"], payload["period"]
    divisions = dict(document["divisions"])
    names = {code: name for code, name, _ in document["entrants"]}
    scopes = {TOTAL: "总榜"} | {row["code"]: row["name"] for row in document["rules"]["dimensions"]}
    scopes[COMBINED] = "综合榜"
    order = [(scope, division) for scope in scopes for division in divisions]
    entries = sorted(payload["entries"], key=lambda row: order.index((row["scope"], row["division"])))
    return {
        "contest": contest["name"],
        **{word: contest[word] for word in ("host", "publisher", "is_sample", "score_label")},
        "period": period["label"],
        **{word: period[word] for word in ("cadence", "code", "starts_on", "ends_on")},
        "entries": [
            [scopes[row["scope"]], divisions[row["division"]], row["colour"], names[row["entrant"]]] for row in entries
        ],
        "places": document["rules"]["rounding"]["total"],
        "standings": {
            row["entrant"]: [
                names[row["entrant"]],
                divisions[row["division"]],
                row["rank"],
                row["tied"],
                row["score"],
                row["not_ranked_reason"],
            ]
            for row in payload["standings"]
            if row["scope"] == "total"
        },
    }


def released_before(run: RankingRun) -> Release | None:
    """Return the release of the run's period that stands today, which a new one would correct."""
    return Release.objects.filter(period=run.period_id, corrected_by__isnull=True).first()
