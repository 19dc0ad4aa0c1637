"""One person for every role, at the host or in a unit."""

from contests.enums import Role
from contests.models import Entrant, Team
from contests.services.accounts import grant_role
from tests.factories import PASSWORD

# Name: role, and the end of the department's code.
ROLES = {
    "reporter_of_unit": (Role.REPORTER, "d0"),
    "reporter_of_other": (Role.REPORTER, "d1"),
    "reviewer": (Role.REVIEWER, "park"),
    "reviewer_of_unit": (Role.REVIEWER, "d0"),
    "assessor": (Role.ASSESSOR, "park"),
    "assessor_elsewhere": (Role.ASSESSOR, "park"),
    "office": (Role.OFFICE, "park"),
    "leading_group": (Role.LEADING_GROUP, "park"),
    "leader": (Role.LEADER, "park"),
    "auditor": (Role.AUDITOR, "park"),
    "system_admin": (Role.SYSTEM_ADMIN, "park"),
    "security_admin": (Role.SECURITY_ADMIN, "park"),
}


def everybody(contest):
    """Return a person for each role; the assessor's team scores the first unit, the other one's the second."""
    made = {
        name: grant_role(
            username=f"q-{name}", display_name=name, password=PASSWORD, department=f"{contest.slug}-{place}",
            role=role, actor=None, initial=False).user
        for name, (role, place) in ROLES.items()
    }  # fmt: skip
    for name, entrant in (("assessor", "e0"), ("assessor_elsewhere", "e1")):
        team = Team.objects.create(contest=contest, name=name)
        team.members.add(made[name])
        team.entrants.add(Entrant.objects.get(contest=contest, code=entrant))
        team.criteria.add(contest.criteria.exclude(method="").first())
    return made
