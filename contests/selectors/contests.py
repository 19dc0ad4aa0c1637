"""A contest as the values of its file."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contests.models import Contest, Department, RulesVersion
from contests.models.rules_versions import first_day, in_force, rules_in
from contests.models.trials import rules_digest
from contests.scoring.decimals import plain


def contest_spec(contest: Contest) -> dict[str, Any]:
    """Return the contest as plain values in the order of the contest file."""
    *earlier, newest = in_force(contest.rules_versions.order_by("number"))
    return {
        "format": 1,
        "slug": contest.slug,
        "name": contest.name,
        "sample": contest.is_sample,
        "publisher": contest.publisher,
        "host": contest.host.code,
        "supervision_phone": contest.supervision_phone,
        "calendar": {
            "starts_on": contest.starts_on.isoformat(),
            "ends_on": contest.ends_on.isoformat(),
            "ranked": contest.cadences,
            "entry_days": contest.entry_days,
            "appeal_days": contest.appeal_days,
            "black_days": contest.black_days,
        },
        "jump_factor": plain(contest.jump_factor),
        "departments": list(_departments(contest)),
        "divisions": list(contest.divisions.order_by("order").values("code", "name", "category")),
        "entrants": list(_entrants(contest)),
        **_rules(newest),
        "earlier_rules": [_rules(version) for version in earlier],
    }


def _rules(version: RulesVersion) -> dict[str, Any]:
    return {"rules_from": version.valid_from.isoformat() if version.valid_from else None, **version.rules}


def with_next_rules(spec: Mapping[str, Any], rules: Mapping[str, Any], first: date) -> dict[str, Any]:
    """Return a contest's values with other rules from a day on; what began before that day holds until then."""
    known = [*spec["earlier_rules"], {"rules_from": spec["rules_from"], **rules_in(spec)}]
    earlier = [part for part in known if (begun := first_day(part)) is None or begun < first]
    return {**spec, **rules, "rules_from": first.isoformat(), "earlier_rules": earlier}


def spec_digest(spec: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) that tells one state of a contest from another."""
    return rules_digest(spec)


def _departments(contest: Contest) -> Iterator[dict[str, Any]]:
    """Yield the departments that the contest names, and all above them, parents first."""
    named = [contest.host.path, *contest.entrants.values_list("department__path", flat=True)]
    codes = {code for path in named for code in path.strip("/").split("/")}
    for department in Department.objects.filter(code__in=codes).select_related("parent").order_by("path"):
        yield {
            "code": department.code,
            "name": department.name,
            "kind": department.kind,
            "parent": department.parent.code if department.parent else None,
        }


def _entrants(contest: Contest) -> Iterator[dict[str, Any]]:
    rows = contest.entrants.select_related("department", "project").prefetch_related("placements__division")
    for entrant in rows.order_by("order"):
        first, *later = sorted(entrant.placements.all(), key=lambda placement: placement.starts_on)
        yield {
            "code": entrant.code,
            "name": entrant.name,
            "department": entrant.department.code,
            "division": first.division.code,
            "joins_on": first.starts_on.isoformat() if first.starts_on > contest.starts_on else None,
            "moves": [{"division": move.division.code, "starts_on": move.starts_on.isoformat()} for move in later],
            "project": {"category": entrant.project.category} if entrant.project else None,
        }
