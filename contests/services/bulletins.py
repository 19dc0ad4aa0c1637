"""The numbers of bulletins, and the office's templates for them."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, NotReadyError
from contests.models import AuditEvent, Bulletin, BulletinTemplate, Contest, Release, User
from contests.rules import access_of
from contests.selectors.recalls import withheld_because

# What a bulletin says beside its release.
FIELDS = ("prefix", "year", "number", "recipients", "shows_scores", "template_id")


@transaction.atomic
def number_bulletin(
    *,
    release: Release,
    prefix: str,
    year: int,
    number: int,
    recipients: str,
    shows_scores: bool,
    actor: User,
    now: datetime,
) -> Bulletin:
    """Give the bulletin of a release its number, or another one; it takes the newest template from now on.

    Raises ForbiddenError for a person who is not of the office, NotReadyError for a number that is taken, and for an
    issue that was recalled.
    """
    contest = release.contest
    _must_run(actor, contest)
    if withheld := withheld_because(release):
        raise NotReadyError(f"{withheld}，不再办理通报")
    Bulletin.objects.hold_numbers(contest.host_id)
    template = BulletinTemplate.objects.filter(contest=contest).order_by("-pk").values_list("pk", flat=True).first()
    old = Bulletin.objects.select_for_update().filter(release=release).first()
    values = dict(zip(FIELDS, (prefix, year, number, recipients, shows_scores, template), strict=True))
    try:
        with transaction.atomic():
            bulletin, _ = Bulletin.objects.update_or_create(
                release=release, defaults=values | {"host": contest.host, "made_by": actor, "made_at": now}
            )
    except IntegrityError:
        raise NotReadyError(f"发文字号 {prefix}〔{year}〕{number}号 已用过，请换一个") from None
    AuditEvent.objects.record(
        action=AuditAction.BULLETIN_NUMBERED,
        actor_id=actor.pk,
        subject=f"{contest.slug} 第{release.number}期",
        details={"old": {name: getattr(old, name) for name in FIELDS} if old else None, "new": values},
    )
    return bulletin


@transaction.atomic
def keep_template(*, contest: Contest, name: str, content: bytes, actor: User, now: datetime) -> BulletinTemplate:
    """Keep a template that was looked through; later bulletins use it. Raises ForbiddenError."""
    _must_run(actor, contest)
    old = BulletinTemplate.objects.filter(contest=contest).order_by("-pk").values_list("sha256", flat=True).first()
    digest = hashlib.sha256(content).hexdigest()
    template = BulletinTemplate.objects.create(
        contest=contest, name=name, content=content, sha256=digest, uploaded_by=actor, uploaded_at=now
    )
    AuditEvent.objects.record(
        action=AuditAction.BULLETIN_TEMPLATE_UPLOADED,
        actor_id=actor.pk,
        subject=contest.slug,
        details={"name": name, "old": old, "new": digest},
    )
    return template


def _must_run(actor: User, contest: Contest) -> None:
    if not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以办理通报")
