"""Contests, people and months, made by the services that the product itself uses."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from contests.enums import Decision, Role
from contests.exchange.contest_file import read_contest_file
from contests.exchange.contest_file.schema import ContestPart
from contests.models import Contest, Period, RankingRun, Release, User
from contests.selectors.entry import entry_guide
from contests.selectors.review import proposed_in, submitted_in
from contests.services.accounts import grant_role
from contests.services.compute import compute_runs, request_run
from contests.services.contests import store_contest
from contests.services.entry import Figure, store_ratings
from contests.services.events import propose_events
from contests.services.recalls import decide_recall, request_recall
from contests.services.releases import approve_release, check_run
from contests.services.review import approve_ratings, decide_events

NOW = datetime(2022, 10, 14, 8, 0, tzinfo=UTC)
PASSWORD = "correct-horse-9"
SEPTEMBER = "2022-09"
# Tests that enter only what they look at leave the rest of a month open.
LEFT_OPEN = "未报的按规则计"
WRONG_UNIT = "通报对象有误，涉及单位正在核实"


def contest_spec(*, entrants=3, criteria=2, slug="bisai", **changes):
    """Return the values of a contest file: departments in one division, `points` criteria of 20 in one dimension."""
    values = {
        "format": 1,
        "slug": slug,
        "name": "测试竞赛",
        "publisher": "测试竞赛办",
        "host": f"{slug}-park",
        "calendar": {"starts_on": "2022-07-01", "ends_on": "2022-12-31", "ranked": ["month"], "black_days": 0},
        "departments": [
            {"code": f"{slug}-park", "name": "测试园区", "kind": "park"},
            *({"code": f"{slug}-d{n}", "name": f"部门{n}", "parent": f"{slug}-park"} for n in range(entrants)),
        ],
        "divisions": [{"code": "all", "name": "参赛部门"}],
        "entrants": [
            {"code": f"e{n}", "name": f"部门{n}", "department": f"{slug}-d{n}", "division": "all"}
            for n in range(entrants)
        ],
        "dimensions": [
            {
                "code": "work",
                "name": "赛业绩",
                "criteria": [
                    {"code": f"k{n}", "name": f"指标{n}", "full_marks": 20, "cadence": "month", "method": "points"}
                    for n in range(criteria)
                ],
            }
        ],
        "boards": [
            {"scope": "total", "colour": "red", "places": 1},
            {"scope": "total", "colour": "black", "places": 1},
        ],
    }
    return ContestPart.model_validate(values | changes).model_dump(mode="json")


def make_contest(**options) -> Contest:
    return store_contest(spec=contest_spec(**options), actor=None)


def read(text: str):
    """Return the values of a contest file given as text."""
    return read_contest_file("竞赛.yaml", text.encode())


@dataclass
class People:
    reporter: User
    reviewer: User
    office: User
    leader: User


def make_people(contest: Contest, prefix: str = "") -> People:
    roles = {
        "reporter": Role.REPORTER,
        "reviewer": Role.REVIEWER,
        "office": Role.OFFICE,
        "leader": Role.LEADING_GROUP,
    }
    return People(
        **{
            name: grant_role(
                username=prefix + name,
                display_name="",
                password=PASSWORD,
                department=contest.host.code,
                role=role,
                actor=None,
                initial=False,
            ).user
            for name, role in roles.items()
        }
    )


def period_of(contest: Contest, code: str = SEPTEMBER) -> Period:
    return contest.periods.select_related("contest").get(code=code)


def enter(contest: Contest, scores, *, by=None, period=SEPTEMBER, now=NOW):
    """Store points by entrant and criterion: scores[entrant][criterion], by code; None leaves the cell out."""
    guide = entry_guide(contest)
    figures = [
        Figure(
            guide.periods[period].pk,
            guide.entrants[entrant].pk,
            guide.periods[period].criteria[criterion].pk,
            Decimal(str(value)).quantize(Decimal("0.0001")),
            None,
            None,
            "",
        )
        for entrant, row in scores.items()
        for criterion, value in row.items()
        if value is not None
    ]
    return store_ratings(contest=contest, figures=figures, entered_by=by, now=now, source="测试", sha256="")


def propose(contest: Contest, *, findings=(), adjustments=(), by=None):
    return propose_events(
        contest=contest, findings=list(findings), adjustments=list(adjustments), proposed_by=by, source="测试"
    )


def approve_all(period: Period, approver: User) -> None:
    contest = period.contest
    seen = list(submitted_in(period).values_list("pk", "version"))
    approve_ratings(contest=contest, seen=seen, approver=approver, now=NOW)
    findings, adjustments = proposed_in(period)
    decide_events(
        contest=contest,
        findings=list(findings.values_list("pk", flat=True)),
        adjustments=list(adjustments.values_list("pk", flat=True)),
        approver=approver,
        decision=Decision.APPROVED,
        now=NOW,
    )


def compute(period: Period, worker: str = "测试", now: datetime = NOW) -> RankingRun:
    run = request_run(period=period, requested_by=None, now=now)
    compute_runs(run_ids=[run.pk], worker=worker, now=now)
    return RankingRun.objects.select_related("period__contest").get(pk=run.pk)


def release(period: Period, people: People, reason: str = "", now: datetime = NOW) -> Release:
    run = compute(period, now=now)
    check_run(run=run, checker=people.office, now=now, reason=LEFT_OPEN)
    return approve_release(run=run, approver=people.leader, reason=reason, now=now)


def recall(released: Release, people: People, reason: str = WRONG_UNIT, now: datetime = NOW) -> Release:
    request = request_recall(release=released, requester=people.office, reason=reason, now=now)
    return decide_recall(request=request, decider=people.leader, approved=True, note="", now=now)


def even_scores(contest: Contest, *, top=18):
    """Return points for every cell, falling by one from entrant to entrant."""
    criteria = list(contest.criteria.exclude(method="").values_list("code", flat=True))
    entrants = contest.entrants.order_by("order").values_list("code", flat=True)
    return {entrant: dict.fromkeys(criteria, max(top - at, 0)) for at, entrant in enumerate(entrants)}


def month(contest: Contest, people: People, code: str = SEPTEMBER, scores=None) -> Period:
    """Enter and approve a month; return its period."""
    enter(contest, scores or even_scores(contest), by=people.reporter, period=code)
    period = period_of(contest, code)
    approve_all(period, people.reviewer)
    return period
