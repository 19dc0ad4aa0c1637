"""What still stands in the way of a release: what is missing, what waits, what may not be published as it is."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from contests.enums import Decision, RatingStatus
from contests.models import Adjustment, BoardEntry, Finding, Period, RankingRun, Rating
from contests.selectors.calendar import closes_in, closing_in
from contests.selectors.doubtful import Doubt, below_zero, without_effect
from contests.selectors.links import finding_link, review_link, unreported_link
from contests.selectors.missing import PeriodCells, cells_of, units_of
from contests.selectors.naming import Known, known_in, named_sources, unfounded_names
from contests.selectors.unchanged import unchanged
from contests.selectors.unproven import UNPROVEN
from contests.selectors.unreported import in_words, lacking_of


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that is not done; what `must` be done holds the release up, the rest may be let stand for a reason.

    `steps` says who has to do what, where it is not for whoever reads this to do at the address; no `address` where
    there is nothing to do but to say why. `facts` names the rows behind it as they are now: what is let stand is these,
    whatever else the same words would fit.
    """

    what: str
    address: str
    must: bool
    steps: str = ""
    facts: frozenset[str] = frozenset()


def open_points(period: Period, run: RankingRun | None, changes: Mapping[str, Any] | None = None) -> list[OpenPoint]:
    """Return what is open of a period (with its contest), and of its run once done, worst first.

    That a run brings nothing new is open, too; it cannot come after the run, and so is none of `open_points_in`.
    `changes` is what `correction_changes` has found in the run already.
    """
    points = open_points_in([(period, run)])[period.pk]
    if run is not None and run.document is not None:
        points += [
            OpenPoint(same.what, "", must=False, steps=same.steps, facts=frozenset({same.fact}))
            for same in unchanged(run, changes)
        ]
    return points


def open_points_in(places: Sequence[tuple[Period, RankingRun | None]]) -> dict[int, list[OpenPoint]]:
    """Return what is open of periods and their runs, by the period's id, in a fixed number of queries."""
    periods = [period for period, _ in places]
    runs = [run for _, run in places if run is not None and run.document is not None]
    parts = _parts(periods)
    every = list({part.pk: part for among in parts.values() for part in among}.values())
    unreported, unapproved, undecided = _unreported(every), _unapproved(every), _undecided(periods)
    of_runs = _of_runs(runs)
    found = {}
    for period in periods:
        own = [points[part.pk] for points in (unreported, unapproved) for part in parts[period.pk] if part.pk in points]
        own += [*undecided[period.pk], *of_runs.get(period.pk, ())]
        found[period.pk] = sorted(own, key=lambda point: not point.must)
    return found


def points_since(points: Iterable[OpenPoint], known: Collection[str]) -> list[OpenPoint]:
    """Return the points that a check, which knew of these facts, does not let stand."""
    known = frozenset(known)
    return [point for point in points if point.must or not point.facts <= known]


def facts_of(points: Iterable[OpenPoint]) -> list[str]:
    """Return the facts behind points, sorted."""
    return sorted(frozenset().union(*(point.facts for point in points)))


def seal_of(points: Sequence[OpenPoint]) -> str:
    """Return a fingerprint of what is open; "" of nothing."""
    if not points:
        return ""
    lines = [*sorted(point.what for point in points), *facts_of(points)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _parts(periods: Sequence[Period]) -> dict[int, list[Period]]:
    """Return by each period's id the period and the shorter ones that close in it, the earliest first."""
    inside = (Q(contest=period.contest_id) & closing_in(period) for period in periods)
    rows = Period.objects.filter(reduce(or_, inside, Q(pk__in=()))).select_related("contest")
    found: dict[int, list[Period]] = {period.pk: [] for period in periods}
    for part in rows.order_by("ends_on", "pk"):
        for period in periods:
            if part.contest_id == period.contest_id and closes_in(part.cadence, part.ends_on, period):
                found[period.pk].append(part)
    return found


def _unreported(parts: Sequence[Period]) -> dict[int, OpenPoint]:
    """Return how much was not reported in each part, and by whom."""
    lacking: list[PeriodCells] = [cells for cells in cells_of(parts).values() if cells.missing]
    units = units_of({part.contest_id for part in parts}) if lacking else {}
    found = {}
    for cells in lacking:
        words = lacking_of(cells.missing, units).words
        link = unreported_link(cells.period.contest.slug, cells.period.code)
        facts = frozenset(f"cell {cells.period.pk} {entrant} {criterion}" for entrant, criterion in cells.missing)
        found[cells.period.pk] = OpenPoint(f"未填报（{cells.period.label}）：{words}", link, must=False, facts=facts)
    return found


def _unapproved(parts: Sequence[Period]) -> dict[int, OpenPoint]:
    """Return how much was reported and not approved, and of whom."""
    rows = Rating.objects.filter(period__in=parts, status=RatingStatus.SUBMITTED).order_by("entrant__order", "pk")
    waiting: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for period, pk, version, name in rows.values_list("period", "pk", "version", "entrant__name"):
        waiting[period].append((name, f"rating {pk} {version}"))
    points = {}
    for part in parts:
        if found := waiting[part.pk]:
            names = in_words(list(dict.fromkeys(name for name, _ in found)))
            what = f"未审核（{part.label}）：{names}的 {len(found)} 项数据，不计入结果"
            facts = frozenset(fact for _, fact in found)
            points[part.pk] = OpenPoint(what, review_link(part.contest.slug, part.code), must=False, facts=facts)
    return points


def _undecided(periods: Sequence[Period]) -> dict[int, list[OpenPoint]]:
    """Return each event of the periods that waits for a decision; those of shorter periods count there."""
    waiting = {"period__in": periods, "decision": Decision.PROPOSED}
    adjustments = Adjustment.objects.filter(**waiting).select_related("entrant", "period__contest").order_by("pk")
    along: dict[int | None, list[Adjustment]] = defaultdict(list)
    for adjustment in adjustments:
        along[adjustment.finding_id].append(adjustment)
    points: dict[int, list[OpenPoint]] = defaultdict(list)
    for finding in Finding.objects.filter(**waiting).select_related("entrant", "period__contest").order_by("pk"):
        points[finding.period_id].append(_undecided_finding(finding, along[finding.pk]))
    for one in along[None]:
        what = f"未审批（{one.period.label}）：{one.entrant} {one.effect_words}“{one}”，不计入结果"
        facts = frozenset({f"adjustment {one.pk} {one.entrant_id} {one.scope} {one.effect_words} {one.matter}"})
        link = review_link(one.period.contest.slug, one.period.code)
        points[one.period_id].append(OpenPoint(what, link, must=False, facts=facts))
    return points


def _undecided_finding(finding: Finding, along: Sequence[Adjustment]) -> OpenPoint:
    # What a covert inspection found is for the review page, which knows from whom to keep it.
    fact = "暗访发现的事项" if finding.covert else f"“{finding}”"
    brought = [*(["直接上榜"] if finding.by_hand else []), *(one.effect_words for one in along)]
    more = f"（{'，'.join(brought)}）" if brought else ""
    where = f"未审批（{finding.period.label}）：{finding.entrant} {finding.get_colour_display()}"
    link = finding_link(finding.period.contest.slug, finding.pk)
    facts = frozenset({f"finding {finding.pk} {finding.version}"})
    return OpenPoint(f"{where} {fact}{more}，不计入结果", link, must=False, facts=facts)


def _of_runs(runs: Sequence[RankingRun]) -> dict[int, list[OpenPoint]]:
    """Return what stands in the way of publishing runs (done, with their periods and contests), by the period's id."""
    if not runs:
        return {}
    periods = [run.period_id for run in runs]
    findings: dict[int, list[Finding]] = defaultdict(list)
    rows = Finding.objects.filter(period__in=periods).select_related("entrant", "proposed_by", "decided_by")
    for finding in rows.prefetch_related("evidence", "adjustments").order_by("pk"):
        findings[finding.period_id].append(finding)
    entries: dict[int, list[BoardEntry]] = defaultdict(list)
    for entry in BoardEntry.objects.filter(run__in=runs).select_related("entrant").order_by("order"):
        entries[entry.run_id].append(entry)
    known, below = known_in({run.period.contest_id for run in runs}), below_zero(runs)
    found = {}
    for run in runs:
        own = findings[run.period_id]
        unfounded = _unfounded_entries(run, entries[run.pk], own)
        doubts = [*without_effect(run, entries[run.pk], own), *below[run.pk]]
        found[run.period_id] = [*unfounded, *_persons(run, own, known), *(_doubtful(run, one) for one in doubts)]
    return found


def _doubtful(run: RankingRun, doubt: Doubt) -> OpenPoint:
    slug = run.period.contest.slug
    link = finding_link(slug, doubt.finding) if doubt.finding else review_link(slug, run.period.code)
    return OpenPoint(doubt.what, link, must=False, facts=frozenset({doubt.fact}))


def _unfounded_entries(
    run: RankingRun, entries: Sequence[BoardEntry], findings: Sequence[Finding]
) -> Iterator[OpenPoint]:
    """Yield the lines of the lists without a reason, and those by hand behind which there is no proof."""
    slug, code = run.period.contest.slug, run.period.code
    deeds: dict[tuple[int, str, str], list[Finding]] = {}
    for finding in findings:
        if finding.decision == Decision.APPROVED:
            deeds.setdefault((finding.entrant_id, finding.scope, finding.colour), []).append(finding)
    for entry in entries:
        where = f"{entry.get_colour_display()} {entry.entrant}"
        if not entry.reason.strip():
            yield OpenPoint(f"{where}：没有上榜事由", review_link(slug, code), must=True)
        for finding in deeds.get((entry.entrant_id, entry.scope, entry.colour), ()):
            if entry.by_hand and not finding.is_proven:
                steps = _steps(finding, "补上依据文件或佐证材料")
                link = finding_link(slug, finding.pk)
                yield OpenPoint(f"{where}：“{finding}”{UNPROVEN}", link, must=True, steps=steps)


def _persons(run: RankingRun, findings: Sequence[Finding], known: Known) -> Iterator[OpenPoint]:
    """Yield the persons whom what would be published names without a basis."""
    slug = run.period.contest.slug
    assert run.document is not None
    names = {code: name for code, name, _ in run.document["entrants"]}
    sources = {(one.entrant.code, f"{one.fact} {one.document}".strip()): one for one in findings}
    for named in unfounded_names(run, known):
        entrant = names.get(named.text.entrant, named.text.entrant)
        what = f"{entrant}：“{named.text.says}”写有个人姓名“{named.name}”。{named.remedy}"
        if finding := sources.get((named.text.entrant, named.text.says)):
            yield OpenPoint(what, finding_link(slug, finding.pk), must=True, steps=_steps(finding, "照此修改"))
        else:
            yield OpenPoint(what, review_link(slug, run.period.code), must=True)
    for name, source in named_sources(run, known):
        what = f"来源“{source}”写有个人姓名“{name}”，会出现在公开的得分明细里。请改文件名后重新导入"
        facts = frozenset({f"source {source} {name}"})
        yield OpenPoint(what, review_link(slug, run.period.code), must=False, facts=facts)


def _steps(finding: Finding, mend: str) -> str:
    """Return who has to do what about a finding, as far as it has come: an approved one cannot be changed."""
    author = f"提出人{finding.proposed_by}" if finding.proposed_by else "竞赛办（原为命令行导入）"
    if finding.decision == Decision.PROPOSED:
        return f"{author}已重新提出，待审批；之后重新计算"
    if finding.decision == Decision.REJECTED:
        return f"已撤销批准，由{author}{mend}，重新提出；审批后重新计算"
    approver = f"（原由{finding.decided_by}批准）" if finding.decided_by else ""
    return f"须先由审核员撤销批准{approver}，再由{author}{mend}，重新提出；审批后重新计算"
