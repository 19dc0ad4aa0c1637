"""The document of a release, made from the rows of its run; and releases as they are looked up."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from contests.enums import ReleaseKind, VerdictKind
from contests.models import RankingRun, Release, Verdict
from contests.scoring.decimals import plain
from contests.scoring.document import COMBINED, TOTAL
from contests.selectors.corrections import changes_between
from contests.selectors.naming import founded_names, without_names_of_before
from contests.selectors.working_days import window_after

PAYLOAD_FORMAT = 1


def canonical(payload: Mapping[str, Any]) -> str:
    """Return the one text of a payload: sorted keys, no spaces, so that its hash can be taken anywhere."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def next_payload(*, run: RankingRun, corrects: Release | None, reason: str, now: datetime) -> dict[str, Any]:
    """Return the whole content that a run (with its period, contest and host) has as the contest's next issue.

    It is what a release is frozen from, and what is shown before there is one. Of persons only those are in it who are
    `named` with a recorded basis.

    After a recall it says by `reissues` which issue was taken back, and nothing of what differs from that one, which
    would make public again what must not be.
    """
    period = run.period
    number, previous = Release.objects.filter(contest=period.contest_id).next_link()
    window = window_after(timezone.localdate(now), period.contest.appeal_days)
    payload = _head(number, now, previous, corrects, reason) | {
        "contest": _contest(run),
        "period": {
            "code": period.code,
            "label": period.label,
            "cadence": period.cadence,
            "starts_on": period.starts_on.isoformat(),
            "ends_on": period.ends_on.isoformat(),
        },
        "run": {"revision": run.revision},
        "appeal_days": period.contest.appeal_days,
        "objections_until": window.until.isoformat() if window else None,
        "named": founded_names(run),
        **_findings(run),
    }
    if corrects is not None and corrects.is_recall:
        return payload | {"changes": None, "reissues": _taken_back(corrects).number}
    if corrects is None:
        return payload | {"changes": None}
    changes = changes_between(json.loads(corrects.payload), payload)
    return payload | {"changes": without_names_of_before(changes, run)}


def build_recall(
    *, recalled: Release, number: int, released_at: datetime, previous_sha256: str, reason: str
) -> dict[str, Any]:
    """Return the whole content of the recall of an issue: whose it is and why, and no result.

    The contest and the period are called as they were in what is taken back, which its hash names beyond doubt.
    """
    document = json.loads(recalled.payload)
    return _head(number, released_at, previous_sha256, recalled, reason) | {
        "recalled": True,
        "corrects_sha256": recalled.sha256,
        **{word: document[word] for word in ("contest", "period")},
    }


def _head(
    number: int, released_at: datetime, previous_sha256: str, corrects: Release | None, reason: str
) -> dict[str, Any]:
    """Return what every issue says of itself and of the one before."""
    return {
        "format": PAYLOAD_FORMAT,
        "number": number,
        "released_at": released_at.isoformat(timespec="seconds"),
        "checked_by": "竞赛办",
        "approved_by": "领导小组",
        "corrects": corrects.number if corrects else None,
        "correction_reason": reason,
        "previous_sha256": previous_sha256,
    }


def correction_changes(run: RankingRun, corrects: Release) -> dict[str, Any]:
    """Return what releasing a run would change of the release that it corrects, or of the one that was recalled."""
    before = _taken_back(corrects) if corrects.is_recall else corrects
    return changes_between(json.loads(before.payload), _findings(run))


def _taken_back(recall: Release) -> Release:
    assert recall.corrects is not None
    return recall.corrects


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


def waiting_verdict(run: RankingRun) -> Verdict | None:
    """Return the timed approval that a run waits by; None for a run that was released, or has none that stands."""
    verdict = run.verdicts.last()
    timed = verdict is not None and verdict.kind == VerdictKind.TIMED
    return verdict if timed and not Release.objects.filter(run=run).exists() else None


def recalled_since(run: RankingRun) -> Release | None:
    """Return the recall of the run's period after which the run would have to be computed anew, None for none."""
    return recalls_after(run.requested_at, run.period_id).first()


def recalls_after(requested_at: Any, period: Any) -> QuerySet[Release]:
    """Return the recalls of a period that came after a run of it was asked for, the last of them first.

    What was computed before a recall is void: the office is to look anew at what went wrong.
    """
    recalls = Release.objects.filter(period=period, kind=ReleaseKind.RECALL, released_at__gt=requested_at)
    return recalls.defer("payload", "headline").order_by("-number")


def recall_headline(recalled: dict[str, Any], reason: str) -> dict[str, Any]:
    """Return the headline of a recall, from that of the issue that it takes back: nobody's name and place is in it."""
    return recalled | {"entries": [], "standings": {}, "reason": reason}


def released_before(run: RankingRun) -> Release | None:
    """Return the last issue of the run's period, a ranking or a recall, which a new one would correct."""
    return Release.objects.filter(period=run.period_id, corrected_by__isnull=True).first()
