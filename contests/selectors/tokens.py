"""Keys of other systems: which one holds, and what it may enter."""

import hashlib
from datetime import datetime

from contests.models import ApiToken, Contest, Entrant
from contests.rules import access_of
from contests.selectors.entry_rights import EntryRights, claimed_by_teams


def token_digest(secret: str) -> str:
    """Return what is kept of a token: it is as random as its hash is long, so that no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def valid_token(secret: str, now: datetime) -> ApiToken | None:
    """Return the token that holds now: not revoked, not expired, and whoever made it is still of the office."""
    rows = ApiToken.objects.select_related("contest__host", "department", "made_by")
    found = rows.filter(sha256=token_digest(secret), revoked_at__isnull=True, expires_at__gt=now).first()
    return found if found and access_of(found.made_by).runs(found.contest) else None


def token_rights(token: ApiToken) -> EntryRights:
    """Return what a token may enter: what a reporter of its department may, never the office's."""
    entrants = Entrant.objects.filter(contest=token.contest, department__path__startswith=token.department.path)
    return EntryRights(
        office=False,
        reported=frozenset(entrants.values_list("pk", flat=True)),
        own=frozenset(),
        scored={},
        claimed=claimed_by_teams(token.contest),
    )


def departments_of(contest: Contest) -> list[tuple[str, str]]:
    """Return (code, name) of the departments that enter in a contest, and the host, which stands for all of them."""
    rows = contest.entrants.order_by("order").values_list("department__code", "department__name")
    return [(contest.host.code, f"{contest.host.name}（全部单位）"), *dict.fromkeys(rows)]
