"""Two parks, a person for every role in the first, and something to be seen or done behind every address."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from contests.enums import Role, TrialKind
from contests.models import Contest, Period, Release, Team, User
from contests.services.accounts import grant_role
from contests.services.appeals import file_appeal
from contests.services.bulletins import number_bulletin
from contests.services.trials import request_trial, run_trial
from tests.access.addresses import parameters
from tests.factories import PASSWORD, make_contest, make_people, month, release

# In the order of the columns of the matrix. Unit roles are those of the department of e0.
ROLES = (
    "anonymous", "reporter", "unit_reviewer", "assessor", "office", "reviewer", "leading_group", "leader", "auditor",
    "system_admin", "security_admin",
)  # fmt: skip
PLACES = {
    "reporter": ("d0", Role.REPORTER),
    "unit_reviewer": ("d0", Role.REVIEWER),
    "assessor": ("park", Role.ASSESSOR),
    "office": ("park", Role.OFFICE),
    "reviewer": ("park", Role.REVIEWER),
    "leading_group": ("park", Role.LEADING_GROUP),
    "leader": ("park", Role.LEADER),
    "auditor": ("park", Role.AUDITOR),
    "system_admin": ("park", Role.SYSTEM_ADMIN),
    "security_admin": ("park", Role.SECURITY_ADMIN),
}
OWN, SIBLING = "bisai", "bieren"
# What stands in the place of a parameter where it is no row of a contest.
ANYWHERE = {"office:holidays.number": 2022, "office:remove-days.number": 2022}


@dataclass
class World:
    """People by role, and by contest what stands in the place of each parameter of an address.

    A key is a parameter (`code`), or one of a certain address or namespace (`office:trial.number`, `entry.pk`).
    """

    people: dict[str, User] = field(default_factory=dict)
    rows: dict[str, dict[str, object]] = field(default_factory=dict)

    def address(self, name: str, rows: str) -> str:
        """Return an address with the own rows put in, those of another unit, or those of the sibling park."""
        values = ANYWHERE | self.rows[SIBLING if rows == "sibling" else OWN] | self.rows.get(rows, {})
        space = name.partition(":")[0]
        wanted = max(parameters(name), key=len)
        return reverse(
            name,
            kwargs={
                one: next(values[key] for key in (f"{name}.{one}", f"{space}.{one}", one) if key in values)
                for one in wanted
            },
        )


def build() -> World:
    """Return the world: the same rows in the own park and in a sibling park."""
    world = World()
    for slug in (OWN, SIBLING):
        contest = make_contest(slug=slug, entrants=2, criteria=1)
        others = make_people(contest, prefix=f"{slug}-")
        period = month(contest, others)
        released = release(period, others, now=timezone.now())
        world.rows[slug] = {"slug": slug, "code": "2022-09", "number": released.number, "revision": 1, "size": "a3"}
        _number(released, others.office)
        if slug == OWN:
            for role, (place, kind) in PLACES.items():
                world.people[role] = _person(f"m-{role}", f"{slug}-{place}", kind)
            _team(contest, world.people["assessor"])
        world.rows[slug] |= _appeals(contest, released, "e0") | _trials(period, others.office)
        if slug == OWN:
            world.rows["other"] = _appeals(contest, released, "e1")
    return world


def _appeals(contest: Contest, released: Release, code: str) -> dict[str, object]:
    """File an appeal of a unit; return where it stands."""
    filer = _person(f"filer-{contest.slug}-{code}", f"{contest.slug}-d{code[1:]}", Role.REPORTER)
    appeal = file_appeal(
        release=released,
        entrant=contest.entrants.get(code=code),
        scope="total",
        claim="漏计",
        grounds="台账",
        filer=filer,
        now=timezone.now(),
    )
    return {"entry:withdraw.pk": appeal.pk, "review.pk": appeal.pk, "sheet.code": code, "entrant.code": code}


def _number(released: Release, office: User) -> None:
    """Give the bulletin of a release its number."""
    words = {"prefix": "竞办", "year": 2026, "number": 1, "recipients": "各参赛单位", "shows_scores": True}
    number_bulletin(release=released, actor=office, now=timezone.now(), **words)


def _trials(period: Period, office: User) -> dict[str, object]:
    """Ask for a trial of the rules as they are; return where it stands."""
    rules = period.contest.rules_versions.last().rules
    now = timezone.now()
    trial = request_trial(period=period, kind=TrialKind.RULES, rules=rules, requested_by=office, now=now)
    run_trial(trial_id=trial.pk, worker="测试", now=now)
    return {"office:trial.number": trial.pk, "office:trial_file.number": trial.pk}


def _person(name: str, department: str, role: Role) -> User:
    return grant_role(
        username=name, display_name="", password=PASSWORD, department=department, role=role, actor=None
    ).user


def _team(contest: Contest, assessor: User) -> None:
    team = Team.objects.create(contest=contest, name="考核组")
    team.members.add(assessor)
    team.entrants.add(contest.entrants.get(code="e1"))
