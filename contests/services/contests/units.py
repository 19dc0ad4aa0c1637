"""The departments, divisions and entrants of a contest file, stored."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from contests.enums import Role
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import Contest, Department, Division, Entrant, Placement, Project, User
from contests.rules import access_of

Spec = Mapping[str, Any]

LONGEST_CODE = 40


def store_departments(spec: Spec, actor: User | None) -> dict[str, Department]:
    """Return the departments that a file names by their codes; those that do not exist are made.

    Raises ScoreboardError for a code that another has, ForbiddenError for what is not the office's own: a department
    outside its subtree that neither lies above it nor above one that takes part already.
    """
    paths = access_of(actor).to(Role.OFFICE) if actor else ("/",)
    taking_part = Entrant.objects.filter(contest__slug=spec["slug"]).values_list("department__path", flat=True)
    known = {code for path in taking_part for code in path.strip("/").split("/")}
    return {part["code"]: _department(part, paths, known) for part in spec["departments"]}


def _department(part: Spec, own: Sequence[str], known: Collection[str]) -> Department:
    found = Department.objects.filter(code=part["code"]).first()
    parent = Department.objects.get(code=part["parent"]) if part["parent"] else None
    path = f"{parent.path if parent else '/'}{part['code']}/"
    place = found.path if found else path
    above = found is not None and any(mine.startswith(place) for mine in own)
    if not (above or place.startswith(tuple(own)) or part["code"] in known):
        raise ForbiddenError(f"单位“{part['name']}”（{part['code']}）不在您的竞赛办所管的单位之内")
    if found is None:
        return Department.objects.create(
            code=part["code"], name=part["name"], kind=part["kind"], parent=parent, path=path
        )
    if found.name != part["name"] or found.path != path:
        raise ScoreboardError(f"单位代码 {part['code']} 已用于“{found.name}”（{found.path}）")
    return found


def store_entrant(
    contest: Contest, part: Spec, order: int, department: Department, divisions: Mapping[str, Division]
) -> None:
    """Bring an entrant to what the file says. Raises ScoreboardError for a placement that figures hang on."""
    project = None if part["project"] is None else _project(contest, part, department)
    entrant, _ = Entrant.objects.update_or_create(
        contest=contest,
        code=part["code"],
        defaults={"name": part["name"], "department": department, "project": project, "order": order},
    )
    joined = part["joins_on"] or str(contest.starts_on)
    placed = {joined: part["division"]} | {move["starts_on"]: move["division"] for move in part["moves"]}
    for gone in entrant.placements.exclude(starts_on__in=placed):
        if entrant.ratings.filter(period__ends_on__gte=gone.starts_on).exists():
            raise ScoreboardError(f"“{entrant}”自 {gone.starts_on} 起的分组已有填报数据，不能删去")
        gone.delete()
    for day, division in placed.items():
        Placement.objects.update_or_create(entrant=entrant, starts_on=day, defaults={"division": divisions[division]})


def _project(contest: Contest, part: Spec, department: Department) -> Project:
    """Return the project that an entrant is. Raises ScoreboardError for a code that is too long or another's."""
    code = f"{contest.slug}-{part['code']}"
    if len(code) > LONGEST_CODE:
        raise ScoreboardError(f"项目代码 {code} 过长：竞赛代码与参赛单位代码合计最长 {LONGEST_CODE - 1} 个字符")
    if Entrant.objects.filter(project__code=code).exclude(contest=contest).exists():
        raise ScoreboardError(f"项目代码 {code} 已用于另一项竞赛，请换一个参赛单位代码")
    project, _ = Project.objects.update_or_create(
        code=code,
        defaults={"name": part["name"], "department": department, "category": part["project"]["category"]},
    )
    return project
