"""The contest that a person sets up, and how every change of it is checked and stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from contests.enums import Role
from contests.errors import ScoreboardError, StaleContestError
from contests.exchange.contest_file import ContestError, check_contest
from contests.forms.paths import PathForm
from contests.forms.setup.saving import SaveForm
from contests.models import Contest, User
from contests.models.rules_versions import rules_in
from contests.rules import Access, access_of
from contests.selectors.contests import contest_spec, spec_digest, with_next_rules
from contests.selectors.office import contests_run_by
from contests.selectors.setup import Meanwhile, in_use, meanwhile, next_first_day
from contests.selectors.setup.words import spec_changes
from contests.services.contests import store_contest

Spec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """A contest of the person's office as it is now, in the values of its file."""

    user: User
    access: Access
    contest: Contest
    spec: dict[str, Any]
    digest: str
    used: bool
    first: date | None

    def save_form(self, data: Any = None, *, rules: bool = True) -> SaveForm:
        """Return the form that goes with every change; `rules` says whether it may be one of the rules."""
        return SaveForm(data, basis=self.digest, used=self.used and rules, first=self.first)

    def meanwhile(self, data: Mapping[str, Any]) -> Meanwhile | None:
        """Return what was changed since the page was opened from which something was sent."""
        return meanwhile(self.contest, str(data.get("basis", "")), self.spec)


def desk_of(request: HttpRequest, slug: str) -> Desk:
    """Return the contest to be set up; 404 for all but its competition office."""
    assert isinstance(request.user, User)
    access = access_of(request.user)
    contest = get_object_or_404(contests_run_by(access, Role.OFFICE), slug=slug)
    spec = contest_spec(contest)
    first = next_first_day(contest, timezone.localdate())
    return Desk(request.user, access, contest, spec, spec_digest(spec), in_use(contest), first)


def unsaved(form: Any, before: Spec) -> list[list[str]]:
    """Return what a form would have changed of the contest that it was made from; nothing where it has faults."""
    if not form.is_valid():
        return []
    try:
        return spec_changes(before, check_contest(form.draft(before)))
    except ContestError:
        return []


def is_stale(desk: Desk, data: Mapping[str, Any]) -> bool:
    """Return whether the contest is another than the one that a page was made from."""
    return data.get("basis") != desk.digest


def checked(draft: Spec, form: PathForm) -> dict[str, Any] | None:
    """Return a draft as valid values of a contest file; None where the form says what is wrong."""
    try:
        found = check_contest(draft)
    except ContestError as error:
        form.add_problems(error.problems, draft)
        return None
    return None if form.errors else found


def stored(request: HttpRequest, desk: Desk, form: PathForm, save: SaveForm, draft: Callable[[Spec], Spec]) -> bool:
    """Store what a form makes of the contest, new rules from the day that was given; whether it was stored."""
    form.is_valid()
    spec = checked(draft(desk.spec), form)
    if not save.is_valid() or spec is None:
        return False
    if rules_in(spec) != rules_in(desk.spec) and save.asks:
        day = save.first_day()
        if day is None:
            return False
        following = with_next_rules(desk.spec, rules_in(spec), day)
        spec |= {key: following[key] for key in ("rules_from", "earlier_rules")}
    return put(request, desk, spec, form)


def put(request: HttpRequest, desk: Desk, spec: Spec, form: PathForm) -> bool:
    """Store a contest and say so; where it cannot be the form says why."""
    if spec == desk.spec:
        messages.info(request, "没有改动")
        return True
    try:
        store_contest(spec=spec, actor=desk.user, seen=desk.digest)
    except StaleContestError:
        form.add_error(None, "刚才有人先保存了本竞赛，未保存；请重新打开本页再改")
        return False
    except ScoreboardError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, said(desk, spec))
    return True


def said(desk: Desk, spec: Spec) -> str:
    """Return what was stored, in one line."""
    if rules_in(spec) == rules_in(desk.spec) and spec["rules_from"] == desk.spec["rules_from"]:
        return "已保存"
    since = f"自 {spec['rules_from']} 起" if spec["rules_from"] else "自竞赛开始"
    return f"已保存，规则另立新版，{since}有效；已发布的各期不变"
