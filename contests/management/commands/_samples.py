"""The accounts of the sample data, with their roles and the assessment team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from contests.enums import AuditAction, Role
from contests.models import AuditEvent, Contest, Criterion, Department, Entrant, Team, User
from contests.selectors.entry_rights import entry_rights
from contests.services.accounts import edit_account, grant_role
from contests.services.entry import Figure, store_ratings
from contests.services.liaisons import link_leader

PASSWORD = "yanshi-2026"  # noqa: S105  # sample accounts exist only where settings.SAMPLE_DATA allows them


@dataclass(frozen=True, slots=True)
class Sample:
    """An account: the name that says its role; without a contest it is in all of them, at their hosts."""

    name: str
    role: Role
    contest: str = ""
    department: str = ""


ACCOUNTS = {
    "reporter": Sample("填报员（演示）", Role.REPORTER),
    "reviewer": Sample("审核员（演示）", Role.REVIEWER),
    "office": Sample("竞赛办（演示）", Role.OFFICE),
    "leader": Sample("领导小组（演示）", Role.LEADING_GROUP),
    "lingdao": Sample("领导（演示，只看）", Role.LEADER),
    "kaohe": Sample("考核组（演示，百日大会战）", Role.ASSESSOR, "bairi"),
    "bumen": Sample("部门填报员（演示，办公室）", Role.REPORTER, "bairi", "tianyi-bangongshi"),
    "bumenshenhe": Sample("部门审核员（演示，办公室）", Role.REVIEWER, "bairi", "tianyi-bangongshi"),
    "sysadmin": Sample("系统管理员（演示）", Role.SYSTEM_ADMIN, "bairi"),
    "secadmin": Sample("安全管理员（演示）", Role.SECURITY_ADMIN, "bairi"),
    "audit": Sample("审计管理员（演示）", Role.AUDITOR, "bairi"),
}
# The team scores one dimension of two departments only: what it scores, the departments do not report.
TEAM = ("考核一组", "fuwu", ("产业发展局", "经济合作局"))
# Entrants whose department or project the sample leader is linked to since the contest began; all others have nobody.
LINKED = {
    "bairi": ("bangongshi", "shili-2"),
    "benpao": ("cy03", "cy06"),
    "pingliang": ("bumen-9",),
    "shuangbi": ("xq7",),
    "tianyuan": ("xm01", "xm05"),
}


def sample_people(contest: Contest) -> dict[str, User]:
    """Return the contest's people by account, made where they are missing, each at home in the place of the role."""
    people = {}
    for username, sample in ACCOUNTS.items():
        if sample.contest not in ("", contest.slug):
            continue
        place = Department.objects.get(code=sample.department or contest.host.code)
        user = grant_role(
            username=username,
            display_name=sample.name,
            password=PASSWORD,
            department=place.code,
            role=sample.role,
            actor=None,
            initial=False,
        ).user
        if user.department is None:
            edit_account(account=user, display_name=sample.name, department=place, email="", actor=None)
        # Read anew: what a person may enter depends on where they work.
        people[username] = User.objects.select_related("department").get(pk=user.pk)
    if "kaohe" in people:
        _team(contest, people["kaohe"])
    _link(contest, people["lingdao"])
    return people


def _link(contest: Contest, leader: User) -> None:
    """Link the leader to a few of the contest's departments and projects."""
    entrants = contest.entrants.filter(code__in=LINKED.get(contest.slug, ()))
    targets = [one.project or one.department for one in entrants.select_related("project__department", "department")]
    if targets:
        link_leader(person=leader, targets=targets, starts_on=contest.starts_on, actor=None)


def _team(contest: Contest, member: User) -> None:
    name, dimension, entrants = TEAM
    team = Team.objects.create(contest=contest, name=name)
    scored: QuerySet[Criterion] = contest.criteria.filter(parent__code=dimension)
    units: QuerySet[Entrant] = contest.entrants.filter(name__in=entrants)
    team.members.set([member])
    team.criteria.set(scored)
    team.entrants.set(units)
    AuditEvent.objects.record(
        action=AuditAction.TEAM_CHANGED,
        actor_id=None,
        subject=contest.slug,
        details={"name": name, "members": {"old": [], "new": [member.username]}, "entrants": list(entrants)},
    )


def enter_sample(
    contest: Contest, figures: Sequence[Figure], people: dict[str, User], now: datetime, *, source: str, sha256: str
) -> None:
    """Store the figures, each by the one whose it is: the team's by its member, all others by the reporter."""
    rights = entry_rights(contest, people["reporter"])
    shares: dict[str, list[Figure]] = {"reporter": [], "kaohe": []}
    for figure in figures:
        shares["reporter" if rights.role(figure.entrant, figure.criterion) else "kaohe"].append(figure)
    for username, share in shares.items():
        if share:
            store_ratings(
                contest=contest, figures=share, entered_by=people[username], now=now, source=source, sha256=sha256
            )
