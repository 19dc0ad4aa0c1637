"""Which leader is linked to which department or project, and which of these have none: coverage is to be full."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q, QuerySet

from contests.enums import Role
from contests.models import Contest, Department, Entrant, Liaison, Project, User
from contests.rules import Access, under
from contests.selectors.people import Staff, staff_with

# Who can be linked to a department or project: a leader there or above it.
LINKED = (Role.LEADER, Role.LEADING_GROUP)
DEPARTMENT, PROJECT = "department", "project"
# A leader may be named long before a contest begins, and may stay on when it is over.
AROUND = timedelta(days=366)


def current(today: date) -> Q:
    """Return the condition that a liaison has begun and not ended."""
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


@dataclass(frozen=True, slots=True)
class Target:
    """A department or project that competes; `path` is that of the department, `contests` are names by slug."""

    kind: str
    pk: int
    name: str
    path: str
    contests: Mapping[str, str]

    @property
    def key(self) -> str:
        """Return what it is called in a form."""
        return f"{self.kind}-{self.pk}"

    @property
    def kind_name(self) -> str:
        """Return its kind in words."""
        return "项目" if self.kind == PROJECT else "部门"


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A department or project with who is linked to it today or will be, and how many were before."""

    target: Target
    now: Sequence[Liaison]
    coming: Sequence[Liaison]
    ended: int

    def matches(self, text: str, contest: str) -> bool:
        """Return whether it competes in a contest (a slug), and it or a linked leader has the text in the name."""
        names = [self.target.name, *(str(row.person) for row in (*self.now, *self.coming))]
        return (not contest or contest in self.target.contests) and any(text in name for name in names)


def targets_under(paths: Iterable[str]) -> list[Target]:
    """Return the departments, then the projects, that compete in subtrees, in the contests' order: one query."""
    rows = (
        Entrant.objects.filter(under("department__path", paths))
        .select_related("department", "project", "contest")
        .order_by("contest__starts_on", "contest__slug", "order")
    )
    found: dict[tuple[str, int], tuple[str, str, dict[str, str]]] = {}
    for row in rows:
        one: Department | Project = row.project or row.department
        kind = PROJECT if row.project else DEPARTMENT
        _, _, contests = found.setdefault((kind, one.pk), (one.name, row.department.path, {}))
        contests[row.contest.slug] = row.contest.name
    lines = [Target(kind, pk, name, path, contests) for (kind, pk), (name, path, contests) in found.items()]
    return sorted(lines, key=lambda line: line.kind)


def target_lines(targets: Sequence[Target], today: date) -> list[TargetLine]:
    """Return the targets with their liaisons, those without a leader first: one query however many there are."""
    by_target: dict[tuple[str, int], list[Liaison]] = defaultdict(list)
    rows = liaisons_of(targets).select_related("person").order_by("starts_on", "pk")
    for row in rows:
        by_target[(PROJECT, row.project_id) if row.project_id else (DEPARTMENT, row.department_id or 0)].append(row)
    lines = []
    for target in targets:
        mine = by_target[target.kind, target.pk]
        coming = [row for row in mine if row.starts_on > today]
        now = [row for row in mine if row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)]
        lines.append(TargetLine(target, now, coming, len(mine) - len(coming) - len(now)))
    return sorted(lines, key=lambda line: bool(line.now))


def liaisons_of(targets: Iterable[Target]) -> QuerySet[Liaison]:
    """Return the liaisons of departments and projects, ended ones too."""
    ids: dict[str, list[int]] = {DEPARTMENT: [], PROJECT: []}
    for target in targets:
        ids[target.kind].append(target.pk)
    return Liaison.objects.filter(Q(department__in=ids[DEPARTMENT]) | Q(project__in=ids[PROJECT]))


def kept_by(access: Access) -> QuerySet[Liaison]:
    """Return the liaisons that a person of an office keeps, with all that is shown of them."""
    paths = access.to(Role.OFFICE)
    rows = Liaison.objects.filter(under("department__path", paths) | under("project__department__path", paths))
    return rows.select_related("person", "department", "project__department")


def wording_of(liaison: Liaison) -> str:
    """Return what a liaison says, for a form to tell which words the person saw who sends it."""
    return f"{liaison.person_id} {liaison.starts_on} {liaison.ends_on or '-'}"


def beside(liaison: Liaison) -> QuerySet[Liaison]:
    """Return all liaisons of the same department or project, the latest first."""
    rows = Liaison.objects.filter(department=liaison.department_id, project=liaison.project_id)
    return rows.select_related("person").order_by("-starts_on", "-pk")


def days_near(liaisons: Iterable[Liaison], today: date) -> tuple[date, date]:
    """Return the first and the last day that liaisons may name: a year around their contests and today."""
    entrants = Entrant.objects.filter(entrants_of(liaisons))
    found = entrants.aggregate(first=Min("contest__starts_on"), last=Max("contest__ends_on"))
    return min(found["first"] or today, today) - AROUND, max(found["last"] or today, today) + AROUND


def leaders() -> Staff:
    """Return the accounts that can be linked, in one query."""
    return staff_with(*LINKED)


def people_over(staff: Staff, targets: Iterable[Target]) -> list[tuple[int, str]]:
    """Return (id, name) of the accounts that lead at least one of the targets, by name."""
    ids = {pk for path in {target.path for target in targets} for pk in staff.over(path, *LINKED)}
    return sorted(((pk, staff.people[pk].name) for pk in ids), key=lambda pair: (pair[1], pair[0]))


def people_beside(liaison: Liaison) -> list[tuple[int, str]]:
    """Return (id, name) of who may be linked in the place of a leader, and of that leader, by name."""
    staff, person = leaders(), liaison.person
    names = {pk: staff.people[pk].name for pk in staff.over(liaison.path, *LINKED)} | {person.pk: str(person)}
    return sorted(names.items(), key=lambda pair: (pair[1], pair[0]))


def entrants_of(liaisons: Iterable[Liaison]) -> Q:
    """Return the condition that an entrant is that of a linked project, or of the subtree of a linked department."""
    rows = list(liaisons)
    paths = [row.department.path for row in rows if row.department]
    return under("department__path", paths) | Q(project__in=[row.project_id for row in rows if row.project_id])


def linked_codes(user: User, contest: Contest, today: date) -> set[str]:
    """Return the codes of a contest's entrants whose department, or one above it, or project a person is linked to."""
    mine = Liaison.objects.filter(current(today), person=user).select_related("department")
    return set(Entrant.objects.filter(entrants_of(mine), contest=contest).values_list("code", flat=True))
