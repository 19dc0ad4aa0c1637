"""The log as auditors read it, and whether its chain holds."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from contests.enums import AuditAction, Role
from contests.models import AuditEvent, Contest, Department, Membership, User
from contests.models.audit import event_digest
from contests.rules import Access, under

# Whoever was turned away under a name that nobody has, and the state of the chain, is every auditor's to see.
EVERYONES = (AuditAction.SIGN_IN_FAILED, AuditAction.SIGN_IN_LOCKED, AuditAction.LOG_VERIFIED)
# More of them say nothing that these do not.
SHOWN_BREAKS = 50


@dataclass(frozen=True, slots=True)
class Break:
    """A line of the log at which the chain does not hold, and why."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Chain:
    """How many lines the log has, the hash of the last one, what is broken, and whether the expected hash was met."""

    lines: int
    last_sha256: str
    breaks: tuple[Break, ...]
    expected_met: bool

    @property
    def holds(self) -> bool:
        """Return whether nothing is broken, and the log goes at least as far as was expected."""
        return not self.breaks and self.expected_met


def verify_chain(expected: str = "") -> Chain:
    """Read the whole log in its order and compute every hash again; `expected` is one that was noted elsewhere.

    What was changed, taken out, put in or moved shows by itself. Lines cut off at the end do not, nor does a log that
    was written anew from some line on: these show only by a hash that was noted outside the database.
    """
    previous, lines, breaks, met = "", 0, [], not expected
    columns = ("pk", "previous_sha256", "sha256", "at", "action", "actor_id", "subject", "details")
    for number, before, sha256, at, action, actor, subject, details in (
        AuditEvent.objects.order_by("pk").values_list(*columns).iterator(chunk_size=2000)
    ):
        if before != previous:
            breaks.append(Break(number, "与前一条不相接：其间有记录被删除、插入或调换"))
        digest = event_digest(previous=before, at=at, action=action, actor_id=actor, subject=subject, details=details)
        if digest != sha256:
            breaks.append(Break(number, "内容与记录时不一致：已被改动"))
        previous, lines, met = sha256, lines + 1, met or sha256 == expected
    return Chain(lines, previous, tuple(breaks), met)


def is_untouched(event: AuditEvent) -> bool:
    """Return whether a line says what it said when it was written."""
    return event.sha256 == event_digest(
        previous=event.previous_sha256,
        at=event.at,
        action=event.action,
        actor_id=event.actor_id,
        subject=event.subject,
        details=event.details,
    )


def people_of(access: Access) -> QuerySet[User]:
    """Return the people of an auditor's subtree: who works there, or has a role there."""
    paths = access.to(Role.AUDITOR)
    roles = Membership.objects.filter(under("department__path", paths), user=OuterRef("pk"))
    return User.objects.filter(under("department__path", paths) | Q(Exists(roles))).order_by("username")


def events_for(access: Access) -> QuerySet[AuditEvent]:
    """Return the lines of an auditor's subtree: by its people, about them, or about the contests held there.

    Whoever audits all there is reads everything, also what belongs to nobody.
    """
    paths = access.to(Role.AUDITOR)
    events = AuditEvent.objects.select_related("actor")
    if not Department.objects.filter(parent=None).exclude(under("path", paths)).exists():
        return events
    people = people_of(access).order_by()
    nobodys = Q(actor=None, action__in=EVERYONES) & ~Q(subject__in=User.objects.values("username"))
    theirs = Q(actor__in=people) | Q(subject__in=people.values("username")) | nobodys
    for slug in Contest.objects.filter(under("host__path", paths)).values_list("slug", flat=True):
        theirs |= Q(subject=slug) | Q(subject__startswith=f"{slug} ")
    return events.filter(theirs)
