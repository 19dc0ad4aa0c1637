"""The rules and criteria of a contest file, stored."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from contests.errors import ScoreboardError
from contests.models import Contest, Criterion, Period, Rating, RulesVersion, User
from contests.models.rules_versions import Dated, first_day, in_force, missing_versions, versions_in
from contests.scoring.methods.points import Points
from contests.selectors.misread import first_misread

Spec = Mapping[str, Any]

# What entry needs to know of a criterion; how it counts is in the rules.
ENTERED = ("name", "full_marks", "division_marks", "cadence", "method", "params", "unit")


def store_rules(contest: Contest, spec: Spec, actor: User | None) -> None:
    """Add the versions of the rules that are not in force yet; a file without earlier ones leaves those as they are."""
    versions = list(contest.rules_versions.order_by("number"))
    stored = [(version.valid_from, version.rules) for version in in_force(versions)]
    number = versions[-1].number if versions else 0
    for first, rules in _added(stored, spec):
        number += 1
        if number == 1:
            _must_begin_in_time(contest, first)
        else:
            _must_be_read_alike(contest, rules, first)
        RulesVersion.objects.create(contest=contest, number=number, valid_from=first, rules=rules, created_by=actor)


def _added(stored: Sequence[Dated], spec: Spec) -> Sequence[Dated]:
    """Return the versions that are to be added to those in force."""
    *earlier, newest = versions_in(spec)
    if not earlier:
        return [] if stored[-1:] == [newest] else [newest]
    try:
        return missing_versions(stored, [*earlier, newest])
    except ValueError as error:
        since = f"自 {error.args[0]} 起" if error.args[0] else "自竞赛开始"
        raise ScoreboardError(f"现有{since}的规则不在文件写的各版之中，已有的规则不能由文件删去") from error


def _must_begin_in_time(contest: Contest, first: date | None) -> None:
    """Refuse first rules that leave a ranked period without any."""
    ranked = Period.objects.filter(contest=contest, cadence__in=contest.cadences).select_related("contest")
    period = ranked.order_by("ends_on").first()
    if first and period and first > period.placement_day:
        raise ScoreboardError(
            f"规则自 {first} 起有效，第一个排名的考评期 {period} 就没有规则可用；"
            f"首版规则最迟自 {period.placement_day} 起，或不写起始日"
        )


def _must_be_read_alike(contest: Contest, rules: Spec, first: date | None) -> None:
    """Refuse rules by which figures entered before them would mean something else."""
    if first and (found := first_misread(contest, rules, first)):
        raise ScoreboardError(
            f"指标“{found.criterion}”在 {found.period} 已有按原规则填报的数据，其计分方法、等次、扣分事项和评委计分方式"
            f"不能在期中改变，只能自下一{found.period.get_cadence_display()}起改变（最早 {found.earliest}）"
        )


def drop_criteria(contest: Contest, spec: Spec) -> None:
    """Delete the criteria that the file no longer has; while older rules hold in some period, theirs stay."""
    if first_day(spec) is None:
        gone = contest.criteria.exclude(code__in=_criterion_codes(spec))
        for team in contest.teams.filter(criteria__in=gone).distinct():
            # A team without criteria scores all: it must not come to that by itself.
            if not team.criteria.exclude(pk__in=gone).exists():
                raise ScoreboardError(f"考核组“{team}”评的指标将全部删去，请先改动或撤销这个考核组")
        gone.delete()


def _criterion_codes(spec: Spec) -> list[str]:
    codes = [dimension["code"] for dimension in spec["dimensions"]]
    return codes + [criterion["code"] for dimension in spec["dimensions"] for criterion in dimension["criteria"]]


def store_criteria(contest: Contest, spec: Spec) -> None:
    """Bring the rows of dimensions and criteria to what the file says."""
    order = 0
    for dimension in spec["dimensions"]:
        order += 1
        parent, _ = Criterion.objects.update_or_create(
            contest=contest,
            code=dimension["code"],
            defaults={"name": dimension["name"], "order": order, "parent": None},
        )
        for part in dimension["criteria"]:
            order += 1
            fields = {name: part[name] for name in ENTERED}
            criterion, _ = Criterion.objects.update_or_create(
                contest=contest, code=part["code"], defaults=fields | {"order": order, "parent": parent}
            )
            _must_hold_points(criterion, first_day(spec))


def store_earlier_criteria(contest: Contest, spec: Spec) -> None:
    """Add the criteria that only earlier rules have, by the newest of these, after those that are there."""
    order = Criterion.objects.filter(contest=contest).count()
    for rules in reversed(spec["earlier_rules"]):
        for dimension in rules["dimensions"]:
            order += 1
            parent, _ = Criterion.objects.get_or_create(
                contest=contest, code=dimension["code"], defaults={"name": dimension["name"], "order": order}
            )
            for part in dimension["criteria"]:
                order += 1
                fields = {name: part[name] for name in ENTERED} | {"order": order, "parent": parent}
                Criterion.objects.get_or_create(contest=contest, code=part["code"], defaults=fields)


def _must_hold_points(criterion: Criterion, first: date | None) -> None:
    """Refuse full marks below points that were given already in a period in which these marks will hold."""
    if criterion.method != Points.name:
        return
    most = max(Decimal(marks) for marks in (criterion.full_marks or 0, *criterion.division_marks.values()))
    above = Rating.objects.filter(criterion=criterion, value__gt=most).select_related("entrant", "period__contest")
    if rating := next((one for one in above if first is None or first <= one.period.placement_day), None):
        raise ScoreboardError(
            f"指标“{criterion}”的满分 {most} 低于已填报的评分（{rating.period} {rating.entrant}：{rating.value}）"
        )
