"""Two parks, a person for every role in the first, and something to be seen or done behind every address."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from contests.enums import DeliveryState, NoticeKind, Role, TrialKind, UploadKind
from contests.exchange.imports.running import run_upload
from contests.models import (
    Contest,
    Delivery,
    Department,
    Evidence,
    Finding,
    Notice,
    Period,
    Rating,
    Release,
    Robot,
    Team,
    User,
)
from contests.services.accounts import create_account, grant_role
from contests.services.appeals import file_appeal
from contests.services.bulletins import number_bulletin
from contests.services.liaisons import link_leader
from contests.services.tokens import make_token
from contests.services.trials import request_trial, run_trial
from contests.services.uploads import receive_upload
from tests.access.addresses import parameters
from tests.exchange.evidence_files import picture
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
# Addresses whose code is an entrant's.
SHEETS = ("sheet.code", "api-v1:sheet.code", "entrant.code")
LIAISON = ("office:liaison.pk", "office:correct-liaison.pk", "office:remove-liaison.pk")
OWN, SIBLING = "bisai", "bieren"
# What stands in the place of a parameter where it is no row of a contest.
ANYWHERE = {"api-v1:nothing.rest": "none", "office:holidays.number": 2022, "office:remove-days.number": 2022}
# The first of the versions, criteria and parts of any contest.
SETUP = {"office:setup-version.number": 1, "office:setup-criterion.code": "k0", "office:setup-part.name": "criteria"}


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
        team = Team.objects.get(contest=contest) if slug == OWN else Team.objects.create(contest=contest, name="考核组")
        world.rows[slug] |= SETUP | {"office:team.number": team.pk, "office:team-delete.number": team.pk}
        world.rows[slug] |= _appeals(contest, released, "e0") | _trials(period, others.office)
        office = world.people["office"] if slug == OWN else others.office
        world.rows[slug] |= _files(contest, office) | _proofs(contest, others.office, "e0")
        if slug == OWN:
            world.rows[slug] |= _account(slug)
            world.rows["other"] = _appeals(contest, released, "e1") | _proofs(contest, others.office, "e1")
            world.rows[slug]["notices.pk"] = _notice(contest, world.people["office"])
        world.rows[slug] |= {"leaders:sheet.entrant": "e0"} | _liaison(contest, others.leader)
        world.rows[slug] |= _robot(contest) | _token(contest, others.office)
    # An account of the sibling park, for addresses that name no contest.
    world.rows["other"] |= _account(SIBLING)
    world.rows["other"] |= {name: world.rows[SIBLING][name] for name in LIAISON}
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
    return {"entry:withdraw.pk": appeal.pk, "review.pk": appeal.pk} | dict.fromkeys(SHEETS, code)


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


def _robot(contest: Contest) -> dict[str, object]:
    """Set up a robot, with a message that could not be sent; return where they stand."""
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"
    robot = Robot.objects.create(contest=contest, name="群", kind="wecom", address=address, kinds=["nudge"])
    stuck = Delivery.objects.create(
        contest=contest,
        robot=robot,
        key="x",
        text="催报",
        state=DeliveryState.FAILED,
        created_at=timezone.now(),
        due_at=timezone.now(),
    )
    return {"office.pk": robot.pk, "office:resend.pk": stuck.pk}


def _liaison(contest: Contest, leader: User) -> dict[str, object]:
    """Link a leader to the host; return where that stands."""
    (row,) = link_leader(person=leader, targets=[contest.host], starts_on=contest.starts_on, actor=None)
    return dict.fromkeys(LIAISON, row.pk)


def _token(contest: Contest, office: User) -> dict[str, object]:
    """Make a token of another system; return where it stands."""
    now = timezone.now()
    later = now + timedelta(days=1)
    token, _ = make_token(
        contest=contest, department=contest.host, name="系统", expires_at=later, actor=office, now=now
    )
    return {"office:revoke_token.pk": token.pk}


def _notice(contest: Contest, person: User) -> int:
    """Tell a person something; everyone else has no such notice."""
    notice = Notice.objects.create(
        person=person,
        contest=contest,
        kind=NoticeKind.NUDGE,
        key="x",
        text="催报",
        link="/office/",
        created_at=timezone.now(),
    )
    return notice.pk


def _files(contest: Contest, sender: User) -> dict[str, object]:
    """Send a file in that has a fault; return where it stands."""
    upload = receive_upload(
        contest=contest,
        kind=UploadKind.RATINGS,
        name="九月.csv",
        data="期次,单位,指标,数值\n2022-09,部门0,指标0,99\n".encode(),
        sha256="",
        uploaded_by=sender,
        now=timezone.now(),
    )
    run_upload(upload_id=upload.pk, worker="测试", clock=timezone.now)
    return {f"entry:{name}.pk": upload.pk for name in ("uploaded", "store-upload", "marked-upload")}


def _proofs(contest: Contest, office: User, code: str) -> dict[str, object]:
    """Put a photo beside a unit's figure, and note something of the unit; return where they stand."""
    entrant, criterion = contest.entrants.get(code=code), contest.criteria.get(code="k0")
    rating = Rating.objects.get(entrant=entrant, criterion=criterion, period__code="2022-09")
    proof = Evidence(
        rating=rating,
        name="照片.jpg",
        size=1,
        content_type="image/jpeg",
        uploaded_by=office,
        uploaded_at=timezone.now(),
    )
    for file in (proof.file, proof.thumbnail):
        file.save("", ContentFile(picture()), save=False)
    proof.save()
    finding = Finding.objects.create(
        entrant=entrant, period=rating.period, scope="total", colour="red", fact="好", source="report"
    )
    return {
        "entry:evidence.entrant": code,
        "entry:evidence.criterion": "k0",
        "entry:finding.pk": finding.pk,
        "evidence.pk": proof.pk,
    }


def _person(name: str, department: str, role: Role) -> User:
    return grant_role(
        username=name,
        display_name="",
        password=PASSWORD,
        department=department,
        role=role,
        actor=None,
        initial=False,
    ).user


def _account(slug: str) -> dict[str, object]:
    """Make an account that works in a department of a park; return where it stands."""
    place = Department.objects.get(code=f"{slug}-d0")
    made = create_account(
        username=f"clerk-{slug}", display_name="", department=place, email="", password=PASSWORD, actor=None
    )
    return {"accounts.pk": made.pk}


def _team(contest: Contest, assessor: User) -> None:
    team = Team.objects.create(contest=contest, name="考核组")
    team.members.add(assessor)
    team.entrants.add(contest.entrants.get(code="e1"))
