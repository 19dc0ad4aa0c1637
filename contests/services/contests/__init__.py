"""Storing a contest as its file says: departments, divisions, entrants and criteria."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from contests.enums import AuditAction
from contests.errors import ForbiddenError, ScoreboardError, StaleContestError
from contests.models import AuditEvent, Contest, Department, Division, User
from contests.models.calendar import store_periods
from contests.rules import access_of
from contests.selectors.contests import contest_spec, spec_digest
from contests.selectors.setup.words import spec_changes
from contests.services.contests.rules import drop_criteria, store_criteria, store_earlier_criteria, store_rules
from contests.services.contests.units import store_departments, store_entrant

Spec = Mapping[str, Any]


@transaction.atomic
def store_contest(*, spec: Spec, actor: User | None, seen: str | None = None) -> Contest:
    """Create a contest from its file's content, or bring an existing one to it; runs and releases stay as they are.

    `seen` is the digest of what the person saw of it, empty for a contest that is to be new. Raises StaleContestError
    where it is another by now, ScoreboardError where the file contradicts what was entered already, ForbiddenError for
    a person who is not of the competition office, before or after; None is the console.
    """
    old = Contest.objects.select_for_update(of=("self",)).select_related("host").filter(slug=spec["slug"]).first()
    before = contest_spec(old) if old else None
    if seen is not None and not seen and old is not None:
        raise StaleContestError("这个代码已有竞赛使用")
    _must_run(actor, old)
    _must_be_as_seen(before, seen)
    existed = set(Department.objects.filter(code__in=[part["code"] for part in spec["departments"]]))
    departments = store_departments(spec, actor)
    try:
        with transaction.atomic():
            contest = old or Contest(slug=spec["slug"])
            for name, value in (_contest_fields(spec) | {"host": departments[spec["host"]]}).items():
                setattr(contest, name, value)
            # One that somebody else makes under this code at the same moment is not taken over.
            contest.save(force_insert=old is None)
            _parts(contest, spec, departments, actor)
    except ProtectedError as error:
        names = "、".join(str(row) for row in list(error.protected_objects)[:5])
        raise ScoreboardError(f"已有填报数据的参赛单位、指标和组别不能删去（涉及：{names}）") from error
    except IntegrityError as error:
        raise ScoreboardError("名称或代码与本竞赛现有的冲突（两个单位互换名称时，请分两次导入）") from error
    contest.refresh_from_db()
    _must_run(actor, contest)
    made = {*departments.values()} - existed
    _record(contest, spec, before, sorted(department.path for department in made), actor)
    return contest


def _record(contest: Contest, spec: Spec, before: Spec | None, made: list[str], actor: User | None) -> None:
    """Keep what was stored, what it changed in words, and which departments it made."""
    after = contest_spec(contest)
    AuditEvent.objects.record(
        action=AuditAction.CONTEST_IMPORTED,
        actor_id=actor.pk if actor else None,
        subject=contest.slug,
        details={
            "created": before is None,
            "departments": made,
            "changes": spec_changes(before, after) if before else [],
            "digest": spec_digest(after),
            "spec": dict(spec),
        },
    )


def _must_be_as_seen(before: Spec | None, seen: str | None) -> None:
    """Refuse to write over what somebody else stored meanwhile."""
    if seen is None or seen == (spec_digest(before) if before else ""):
        return
    raise StaleContestError("竞赛设置已被他人改动，未保存" if before else "竞赛已不存在，未保存")


def _must_run(actor: User | None, contest: Contest | None) -> None:
    if actor is not None and contest is not None and not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以改动竞赛")


def _parts(contest: Contest, spec: Spec, departments: Mapping[str, Department], actor: User | None) -> None:
    store_periods(contest, spec)
    divisions = {}
    for order, part in enumerate(spec["divisions"]):
        divisions[part["code"]], _ = Division.objects.update_or_create(
            contest=contest,
            code=part["code"],
            defaults={"name": part["name"], "category": part["category"], "order": order},
        )
    for order, part in enumerate(spec["entrants"]):
        store_entrant(contest, part, order, departments[part["department"]], divisions)
    store_criteria(contest, spec)
    store_earlier_criteria(contest, spec)
    store_rules(contest, spec, actor)
    contest.entrants.exclude(code__in=[part["code"] for part in spec["entrants"]]).delete()
    drop_criteria(contest, spec)
    contest.divisions.exclude(code__in=list(divisions)).delete()


def _contest_fields(spec: Spec) -> dict[str, Any]:
    calendar = spec["calendar"]
    return {
        "name": spec["name"],
        "publisher": spec["publisher"],
        "is_sample": spec["sample"],
        "supervision_phone": spec["supervision_phone"],
        "starts_on": calendar["starts_on"],
        "ends_on": calendar["ends_on"],
        "cadences": calendar["ranked"],
        "entry_days": calendar["entry_days"],
        "appeal_days": calendar["appeal_days"],
        "black_days": calendar["black_days"],
        "jump_factor": spec["jump_factor"],
    }
