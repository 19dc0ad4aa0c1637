"""Many contests of one shape, each with a month of approved figures: what the benchmark of computing works on."""

from datetime import UTC, date, datetime

from django.db import transaction

from contests.models import (
    Contest,
    Criterion,
    Department,
    Division,
    Entrant,
    Period,
    Placement,
    Rating,
    RulesVersion,
    User,
)
from contests.models.bulk import insert_rows

ENTRANTS, DIMENSIONS, CRITERIA = 20, 3, 5
# Contests made together, so that memory stays flat however many are asked for.
SLICE = 100
START, END = date(2022, 7, 1), date(2022, 10, 31)
NOW = datetime(2022, 10, 14, tzinfo=UTC)
RATING_FIELDS = (
    "period", "entrant", "criterion", "value", "target", "parts", "word", "note", "source", "entered_role",
    "approved_role", "review_note", "status", "version", "approved_by", "entered_at",
)  # fmt: skip
METHODS = ("points", "completion")
RULES = {
    "rounding": {"criterion": 2, "total": 2, "mode": "half_up"},
    "limits": {"bonus": None, "deduction": None, "floor": None, "ceiling": None},
    "score_label": "得分",
    "rank_by": [{"by": "total", "order": "desc"}],
    "dimensions": [
        {
            "code": f"d{d}", "name": f"维度{d}", "weight": "1", "part": None, "full_marks": None,
            "criteria": [
                {
                    "code": f"k{d * 10 + n}", "name": f"指标{d * 10 + n}", "full_marks": "20", "division_marks": {},
                    "weight": "1", "cadence": "month", "method": METHODS[n % 2], "params": {}, "roll_up": "mean",
                    "missing": "unranked", "unit": "", "places": None,
                }
                for n in range(CRITERIA)
            ],
        }
        for d in range(DIMENSIONS)
    ],
    "weight_sum": None,
    "parts": [],
    "boards": [{"scope": "total", "colour": colour, "divisions": [], "places": 3} for colour in ("red", "black")],
    "grades": [],
    "quota": {"rounding": "down", "ties": "out"},
    "combined": False,
    "place_bonus": None,
    "escalation": {},
}  # fmt: skip


def fill(contests: int) -> None:
    """Create the contests, 20 entrants × 15 criteria each, half of them completion, with every figure approved."""
    user = User.objects.create(username="benchmark")
    park = Department.objects.create(code="park", name="园区", kind="park", path="/park/")
    for start in range(0, contests, SLICE):
        with transaction.atomic():
            _fill_slice(range(start, min(start + SLICE, contests)), park, user)


def _fill_slice(numbers: range, park: Department, user: User) -> None:
    contests = Contest.objects.bulk_create(
        Contest(
            slug=f"c{number}", name=f"竞赛{number}", host=park, publisher="竞赛办", starts_on=START, ends_on=END,
            cadences=["month"],
        )
        for number in numbers
    )  # fmt: skip
    periods = Period.objects.bulk_create(
        Period(
            contest=contest, cadence="month", code="2022-09", number=3, starts_on=date(2022, 9, 1),
            ends_on=date(2022, 9, 30), entry_closes_at=NOW,
        )
        for contest in contests
    )  # fmt: skip
    entrants = _fill_entrants(contests, park)
    leaves = _fill_criteria(contests)
    RulesVersion.objects.bulk_create(RulesVersion(contest=contest, number=1, rules=RULES) for contest in contests)
    leaves_each = DIMENSIONS * CRITERIA
    figures = [
        (period.pk, entrant.pk, leaf.pk, (entrant.order * 7 + leaf.order * 3) % 20)
        for place, period in enumerate(periods)
        for entrant in entrants[place * ENTRANTS : (place + 1) * ENTRANTS]
        for leaf in leaves[place * leaves_each : (place + 1) * leaves_each]
    ]
    given = (20, "", "", "", "填报.csv", "reporter", "reviewer", "", "approved", 1, user.pk, NOW)
    insert_rows(Rating, RATING_FIELDS, [(*figure, *given) for figure in figures])


def _fill_entrants(contests: list[Contest], park: Department) -> list[Entrant]:
    divisions = Division.objects.bulk_create(
        Division(contest=contest, code="all", name="部门", order=0) for contest in contests
    )
    entrants = Entrant.objects.bulk_create(
        Entrant(contest=contest, department=park, code=f"e{n}", name=f"单位{n}", order=n)
        for contest in contests
        for n in range(ENTRANTS)
    )
    placed = [(entrant.pk, divisions[place // ENTRANTS].pk, START) for place, entrant in enumerate(entrants)]
    insert_rows(Placement, ("entrant", "division", "starts_on"), placed)
    return entrants


def _fill_criteria(contests: list[Contest]) -> list[Criterion]:
    dimensions = Criterion.objects.bulk_create(
        Criterion(contest=contest, code=f"d{d}", name=f"维度{d}", order=d * 10)
        for contest in contests
        for d in range(DIMENSIONS)
    )
    return Criterion.objects.bulk_create(
        Criterion(
            contest_id=node.contest_id, parent=node, code=f"k{node.order + n}", name=f"指标{node.order + n}",
            order=node.order + n + 1, full_marks=20, cadence="month", method=METHODS[n % 2],
        )
        for node in dimensions
        for n in range(CRITERIA)
    )  # fmt: skip
