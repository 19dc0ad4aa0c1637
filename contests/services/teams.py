"""Assessment teams: made, changed, dissolved by the contest's office; every change is in the log."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import AuditEvent, Contest, Criterion, Entrant, Team, User
from contests.rules import access_of
from contests.selectors.teams import assessors_of


@transaction.atomic
def store_team(
    *,
    contest: Contest,
    team: Team | None,
    name: str,
    members: Iterable[User],
    entrants: Iterable[Entrant],
    criteria: Iterable[Criterion],
    actor: User,
) -> Team:
    """Make a team, or change the one that is given; without criteria it scores all of them.

    Raises ForbiddenError for a person who is not of the contest's office, ScoreboardError for a name that is taken and
    for members, units or criteria that are not the contest's.
    """
    _must_run(contest, actor)
    parts: dict[str, list[Any]] = {"members": list(members), "entrants": list(entrants), "criteria": list(criteria)}
    _must_be_its_own(contest, parts)
    old = _facts(team) if team else None
    try:
        with transaction.atomic():
            if team is None:
                team = Team.objects.create(contest=contest, name=name)
            elif Team.objects.filter(pk=team.pk, contest=contest).update(name=name) != 1:
                raise ScoreboardError("这个考核组已被他人删除")
    except IntegrityError as error:
        raise ScoreboardError(f"本竞赛已有考核组“{name}”") from error
    for field, rows in parts.items():
        getattr(team, field).set(rows)
    team.refresh_from_db()
    new = _facts(team)
    if new != old:
        _record(contest, actor, team.pk, old, new)
    return team


@transaction.atomic
def delete_team(*, team: Team, actor: User) -> None:
    """Dissolve a team; what it scored stays. Raises ForbiddenError for a person who is not of the contest's office."""
    _must_run(team.contest, actor)
    number, old = team.pk, _facts(team)
    team.delete()
    _record(team.contest, actor, number, old, None)


def _must_run(contest: Contest, actor: User) -> None:
    if not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以改动考核组")


def _must_be_its_own(contest: Contest, parts: dict[str, list[Any]]) -> None:
    assessors = set(assessors_of(contest))
    if not parts["members"] or not parts["entrants"]:
        raise ScoreboardError("考核组至少要有一名成员、一个参赛单位")
    if strangers := [str(member) for member in parts["members"] if member not in assessors]:
        raise ScoreboardError(f"不是本竞赛的考核组成员（须有考核组角色）：{'、'.join(strangers)}")
    if any(row.contest_id != contest.pk for name in ("entrants", "criteria") for row in parts[name]):
        raise ScoreboardError("参赛单位和指标须是本竞赛的")


def _facts(team: Team) -> dict[str, Any]:
    """Return what the log keeps of a team."""
    return {
        "name": team.name,
        "members": sorted(team.members.values_list("username", flat=True)),
        "entrants": sorted(team.entrants.values_list("code", flat=True)),
        "criteria": sorted(team.criteria.values_list("code", flat=True)),
    }


def _record(contest: Contest, actor: User, number: int, old: dict[str, Any] | None, new: dict[str, Any] | None) -> None:
    AuditEvent.objects.record(
        action=AuditAction.TEAM_CHANGED,
        actor_id=actor.pk,
        subject=contest.slug,
        details={"team": number, "old": old, "new": new},
    )
