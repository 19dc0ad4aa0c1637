"""Keys of other systems: made and revoked by the contest's office."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from contests.enums import AuditAction
from contests.errors import ForbiddenError, ScoreboardError
from contests.models import ApiToken, AuditEvent, Contest, Department, User
from contests.rules import access_of
from contests.selectors.tokens import departments_of, token_digest

# Tells what it is to whoever finds it in a file, and to programs that look for leaked keys.
PREFIX = "hhb_"
BYTES = 32


@transaction.atomic
def make_token(
    *, contest: Contest, department: Department, name: str, expires_at: datetime, actor: User, now: datetime
) -> tuple[ApiToken, str]:
    """Return a new token and its secret, which is kept nowhere. Raises ForbiddenError; ScoreboardError for a name."""
    _must_run(contest, actor)
    if department.code not in dict(departments_of(contest)):
        raise ScoreboardError(f"“{department}”不在本竞赛填报")
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    try:
        with transaction.atomic():
            token = ApiToken.objects.create(
                contest=contest,
                department=department,
                name=name,
                sha256=token_digest(secret),
                made_by=actor,
                made_at=now,
                expires_at=expires_at,
            )
    except IntegrityError:
        raise ScoreboardError(f"本竞赛已有名为“{name}”的令牌") from None
    _log(
        AuditAction.TOKEN_CHANGED,
        token,
        actor,
        {"old": None, "new": {"name": name, "department": department.code, "expires_at": expires_at.isoformat()}},
    )
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User, now: datetime) -> None:
    """Let a token hold no longer. Raises ForbiddenError; ScoreboardError where that was done before."""
    _must_run(token.contest, actor)
    if ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now) != 1:
        raise ScoreboardError(f"令牌“{token}”已撤销")
    _log(
        AuditAction.TOKEN_CHANGED,
        token,
        actor,
        {"name": token.name, "revoked_at": {"old": None, "new": now.isoformat()}},
    )


def _must_run(contest: Contest, actor: User) -> None:
    if not access_of(actor).runs(contest):
        raise ForbiddenError("只有本竞赛的竞赛办可以管理接口令牌")


def _log(action: AuditAction, token: ApiToken, actor: User, details: dict[str, object]) -> None:
    AuditEvent.objects.record(
        action=action, actor_id=actor.pk, subject=token.contest.slug, details={"token": token.pk} | details
    )
