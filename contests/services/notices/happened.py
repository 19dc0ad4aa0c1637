"""What the log tells: for each kind of event whom it concerns, and in which words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from contests.enums import AuditAction, Decision, NoticeKind, Role
from contests.models import Adjustment, Appeal, AuditEvent, Contest, Finding, RankingRun, Rating, RecallRequest, Release
from contests.selectors import links
from contests.selectors.compute.rows import grouped
from contests.selectors.people import Staff
from contests.selectors.recalls import requests
from contests.services.notices.post import Draft, GroupDraft

SHOWN_FIGURES = 3

Told = Iterator[Draft | GroupDraft]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the log with the people that there are; `contests` by slug, with their hosts."""

    event: AuditEvent
    staff: Staff
    contests: Mapping[str, Contest]

    @property
    def contest(self) -> Contest:
        """Return the contest that the event's subject begins with."""
        return self.contests[self.event.subject.split(" ", 1)[0]]

    @property
    def details(self) -> Mapping[str, Any]:
        """Return the details of the event."""
        details: Mapping[str, Any] = self.event.details
        return details

    def key(self, *parts: object) -> str:
        """Return what names this event, or a part of it."""
        return ":".join(map(str, (self.event.action, self.event.pk, *parts)))

    def hosts(self, *roles: Role) -> set[int]:
        """Return who has one of the roles at the contest's host, without who did it."""
        return self.staff.over(self.contest.host.path, *roles) - {self.event.actor_id}


def judged(happening: Happening) -> Told:
    """Tell those who entered figures that these were approved, or came back with a note."""
    back = happening.event.action == AuditAction.RATINGS_RETURNED
    kind = NoticeKind.RETURNED if back else NoticeKind.APPROVED
    rows = Rating.objects.filter(pk__in=[pk for pk, _ in happening.details["ratings"]])
    rows = rows.select_related("period__contest", "entrant__department", "criterion")
    ratings = rows.order_by("period__ends_on", "entrant__order", "criterion__order")
    concerned = grouped(((rating.period_id, pk), rating) for rating in ratings for pk in _authors(happening, rating))
    for (_, person), same in concerned.items():
        period = same[0].period
        said = f"{period.label}有 {len(same)} 项{'被退回' if back else '已审核通过'}：{_named(same)}"
        if back:
            said += f"。原因：{happening.details['note']}"
        link = links.entry_link(happening.contest.slug, period.code)
        yield Draft(person, kind, happening.key(period.pk), happening.contest, period, said, link)
    for same in grouped((rating.period_id, rating) for rating in ratings).values():
        period = same[0].period
        said = f"{period.label}有 {len(same)} 项数据{'被退回，请改正后重新填报' if back else '已审核通过'}"
        yield GroupDraft(kind, happening.key(period.pk), happening.contest, said)


def _authors(happening: Happening, rating: Rating) -> set[int]:
    """Return who is told of a figure: who entered it; for one from the console the reporters of the unit."""
    if rating.entered_by_id is not None:
        return {rating.entered_by_id} - {happening.event.actor_id}
    return happening.staff.over(rating.entrant.department.path, Role.REPORTER)


def _named(ratings: Sequence[Rating]) -> str:
    names = "、".join(f"{rating.entrant.name}·{rating.criterion.name}" for rating in ratings[:SHOWN_FIGURES])
    return names + (" 等" if ratings[SHOWN_FIGURES:] else "")


def events_back(happening: Happening) -> Told:
    """Tell those who proposed events that these were not approved, or not any more, and why; the office of imports."""
    withdrawn = happening.event.action == AuditAction.EVENTS_WITHDRAWN
    if not withdrawn and happening.details["decision"]["new"] != Decision.REJECTED:
        return
    rows: list[Finding | Adjustment] = []
    for model, name in ((Finding, "findings"), (Adjustment, "adjustments")):
        rows += model.objects.filter(pk__in=happening.details[name]).select_related("entrant", "period").order_by("pk")
    why = f"。原因：{reason}" if (reason := happening.details.get("reason")) else ""
    for row in rows:
        people = {row.proposed_by_id} if row.proposed_by_id else happening.hosts(Role.OFFICE)
        said = f"{row.period.label}事项“{row.entrant}：{row}”{'被撤销批准' if withdrawn else '未获批准'}{why}"
        slug = happening.contest.slug
        link = links.finding_link(slug, row.pk) if isinstance(row, Finding) else links.findings_link(slug)
        for person in people:
            key = happening.key(type(row).__name__, row.pk)
            yield Draft(person, NoticeKind.RETURNED, key, happening.contest, row.period, said, link)


def checked(happening: Happening) -> Told:
    """Tell the leading group that a computation waits for its approval."""
    run, link = _run(happening)
    said = f"{run.period.label}计算结果已核对，待批准发布"
    for person in happening.hosts(Role.LEADING_GROUP):
        yield Draft(person, NoticeKind.WAITING, happening.key(), happening.contest, run.period, said, link)
    yield GroupDraft(NoticeKind.WAITING, happening.key(), happening.contest, said)


def sent_back(happening: Happening) -> Told:
    """Tell the office that the leading group did not approve what it checked."""
    run, link = _run(happening)
    said = f"{run.period.label}被领导小组退回：{happening.details['note']}"
    for person in happening.hosts(Role.OFFICE):
        yield Draft(person, NoticeKind.RETURNED, happening.key(), happening.contest, run.period, said, link)


def timed(happening: Happening) -> Told:
    """Tell office and leading group that a release has its time, has it no more, or did not come out."""
    run, link = _run(happening)
    action, note = happening.event.action, happening.details["note"]
    if action == AuditAction.RELEASE_TIMED:
        moment = timezone.localtime(datetime.fromisoformat(happening.details["publish_at"]))
        said = f"{run.period.label}已批准，定于 {moment:%Y-%m-%d %H:%M} 自动发布"
    elif action == AuditAction.RELEASE_UNTIMED:
        said = f"{run.period.label}的定时发布已撤销：{note}"
    else:
        said = f"{run.period.label}定时发布未成：{note}"
    for person in happening.hosts(Role.OFFICE, Role.LEADING_GROUP):
        yield Draft(person, NoticeKind.RELEASED, happening.key(), happening.contest, run.period, said, link)


def _run(happening: Happening) -> tuple[RankingRun, str]:
    run = RankingRun.objects.select_related("period").defer("document").get(pk=happening.details["run"])
    return run, links.release_desk_link(happening.contest.slug, run.period.code)


def released(happening: Happening) -> Told:
    """Tell everyone with a part in the contest that an issue is out."""
    contest = happening.contest
    issues = Release.objects.filter(contest=contest, number=happening.details["number"])
    release = issues.select_related("period", "corrects").defer("payload", "headline", "corrects__payload").get()
    yield from _to_everyone(happening, release, f"{release}（{release.period.label}）已发布{_why(release)}")


def _why(release: Release) -> str:
    """Return what an issue is out for, where another one was before."""
    if release.corrects is None:
        return ""
    return "，为撤回后重新发布" if release.corrects.is_recall else f"，更正{release.corrects}"


def _to_everyone(happening: Happening, release: Release, said: str) -> Told:
    """Tell everyone with a part in the contest of an issue."""
    contest = happening.contest
    people = happening.hosts(Role.OFFICE, Role.REVIEWER, Role.LEADING_GROUP, Role.LEADER)
    for path in contest.entrants.values_list("department__path", flat=True):
        people |= happening.staff.over(path, Role.REPORTER, Role.REVIEWER)
    link = links.issue_link(contest.slug, release)
    for person in people - {happening.event.actor_id}:
        yield Draft(person, NoticeKind.RELEASED, happening.key(), contest, release.period, said, link)
    yield GroupDraft(NoticeKind.RELEASED, happening.key(), contest, said)


def recall_asked(happening: Happening) -> Told:
    """Tell the leading group that a recall waits for its decision; a group chat learns of it when it is decided."""
    request = _request(happening)
    release = request.release
    said = f"竞赛办申请撤回{release}（{release.period.label}），待决定。原因：{request.reason}"
    link = links.recall_link(happening.contest.slug, release.number)
    for person in happening.hosts(Role.LEADING_GROUP):
        yield Draft(person, NoticeKind.WAITING, happening.key(), happening.contest, release.period, said, link)


def recall_decided(happening: Happening) -> Told:
    """Tell everyone that an issue was taken back; the office alone that it was not."""
    request, contest = _request(happening), happening.contest
    what = f"{request.release}（{request.release.period.label}）"
    if request.decision == Decision.APPROVED:
        recall = contest.releases.select_related("period").get(number=happening.details["number"])
        yield from _to_everyone(happening, recall, f"{what}已撤回，原因：{request.reason}")
        return
    said = f"{what}的撤回申请未获同意。意见：{request.note}"
    link = links.recall_link(contest.slug, request.release.number)
    for person in happening.hosts(Role.OFFICE) | {request.requested_by_id}:
        yield Draft(person, NoticeKind.RETURNED, happening.key(), contest, request.release.period, said, link)


def _request(happening: Happening) -> RecallRequest:
    return requests().get(pk=happening.details["request"])


def filed(happening: Happening) -> Told:
    """Tell those who hear appeals that one was filed."""
    appeal = _appeal(happening)
    link = links.hearing_link(happening.contest.slug, appeal)
    said = f"收到{appeal}（{appeal.release}），待处理"
    for person in happening.hosts(Role.OFFICE, Role.LEADING_GROUP):
        yield Draft(person, NoticeKind.WAITING, happening.key(), happening.contest, None, said, link)


def heard(happening: Happening) -> Told:
    """Tell the unit how its appeal was decided; a group chat learns only that one was."""
    appeal = _appeal(happening)
    path = appeal.entrant.department.path
    people = happening.staff.over(path, Role.REPORTER, Role.REVIEWER) | {appeal.filed_by_id}
    said = f"{appeal}（{appeal.release}）裁定：{appeal.get_state_display()}。{appeal.decision_note}"
    link = links.own_appeals_link(happening.contest.slug)
    for person in people - {happening.event.actor_id}:
        yield Draft(person, NoticeKind.APPEAL, happening.key(), happening.contest, None, said, link)
    group = f"{appeal.release}有一件申诉已裁定"
    yield GroupDraft(NoticeKind.APPEAL, happening.key(), happening.contest, group)


def _appeal(happening: Happening) -> Appeal:
    rows = Appeal.objects.select_related("release", "entrant__department")
    return rows.defer("release__payload", "release__headline").get(pk=happening.details["appeal"])


TELLERS: Mapping[str, Callable[[Happening], Told]] = {
    AuditAction.RATINGS_APPROVED: judged,
    AuditAction.RATINGS_RETURNED: judged,
    AuditAction.EVENTS_DECIDED: events_back,
    AuditAction.EVENTS_WITHDRAWN: events_back,
    AuditAction.RELEASE_CHECKED: checked,
    AuditAction.RELEASE_APPROVED: released,
    AuditAction.RELEASE_DECLINED: sent_back,
    AuditAction.RELEASE_TIMED: timed,
    AuditAction.RELEASE_UNTIMED: timed,
    AuditAction.RELEASE_STOPPED: timed,
    AuditAction.RECALL_REQUESTED: recall_asked,
    AuditAction.RECALL_DECIDED: recall_decided,
    AuditAction.APPEAL_FILED: filed,
    AuditAction.APPEAL_DECIDED: heard,
}
