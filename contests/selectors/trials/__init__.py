"""Trials as they are asked for, computed and read."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from contests.enums import Cadence, RunState, TrialKind
from contests.models import Period, RankingRun, Trial
from contests.models.rules_versions import first_day
from contests.scoring.document import FORMAT
from contests.selectors.compute import prepare
from contests.selectors.compute.document import rules_for
from contests.selectors.contests import contest_spec, with_next_rules


def newest_done(period: Period) -> RankingRun | None:
    """Return the newest computation of a period that is done, which trials are compared with.

    One that an older version of the program made, in another format, is none: it cannot be computed again.
    """
    run = period.runs.filter(state=RunState.DONE).order_by("-revision").first()
    return run if run and run.document and run.document["format"] == FORMAT else None


def trials_of(period: Period) -> QuerySet[Trial]:
    """Return the trials of a period, the newest first, each with its `headline`, without what is only for its page."""
    rows = Trial.objects.filter(period=period).select_related("base", "requested_by")
    return rows.annotate(headline=KT("result__headline")).defer("base__document", "rules", "result")


def left_lying(before: datetime) -> list[int]:
    """Return the ids of trials that were asked for, or claimed, before a moment and are still open."""
    waiting = Q(state=RunState.QUEUED, requested_at__lt=before) | Q(state=RunState.RUNNING, claimed_at__lt=before)
    return list(Trial.objects.filter(waiting).order_by("pk").values_list("pk", flat=True))


def trial_document(trial: Trial) -> Mapping[str, Any]:
    """Return the document that a trial is computed from.

    For draft rules that is the base run's own with these rules in it; for a preview the one that a run would have now.
    Raises ScoreboardError for a period before all rules.
    """
    if trial.kind == TrialKind.RECOMPUTE:
        (now,) = prepare([trial.base])
        return now.document
    assert trial.base.document is not None
    assert trial.rules is not None
    return {**trial.base.document, "rules": rules_for(trial.rules, Cadence(trial.period.cadence))}


def draft_spec(trial: Trial) -> dict[str, Any]:
    """Return the contest as plain values of its file with a draft as the next rules.

    They hold from the day after the trial's period, or from the day of the newest rules where that is later: what was
    computed stays as it is.
    """
    assert trial.rules is not None
    spec = contest_spec(trial.period.contest)
    first = max(trial.period.ends_on + timedelta(days=1), first_day(spec) or date.min)
    return with_next_rules(spec, trial.rules, first)
