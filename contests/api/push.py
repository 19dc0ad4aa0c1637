"""Figures that another system pushes, with a token: read, judged and stored as those of a file are."""

import hashlib
import math
from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.errors import Throttled
from ninja.security import HttpBearer

from contests.api.limits import AddressThrottle
from contests.api.schemas import Faults, Problem, RatingsIn, StoredOut
from contests.errors import ForbiddenError
from contests.exchange.judging import Judge
from contests.exchange.ratings_rows import RowFault, RowsError, read_rows
from contests.models import ApiToken
from contests.selectors.entry import entry_guide
from contests.selectors.entry_rights import EntryRights
from contests.selectors.tokens import token_rights, valid_token
from contests.services.entry import Stored, store_ratings
from contests.tasks import watch_notices

router = Router()


class Token(HttpBearer):
    """The token in the Authorization header; who guesses is slowed down before it is looked up."""

    limit = AddressThrottle("API_PUSHES_PER_MINUTE")

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the token that holds, None for any other. Raises Throttled."""
        if not self.limit.allow_request(request):
            raise Throttled(math.ceil(self.limit.wait()))
        return valid_token(token, timezone.now())


@router.post(
    "/contests/{slug}/ratings",
    auth=Token(),
    throttle=[],
    response={200: StoredOut, 400: Problem, 401: Problem, 404: Problem, 422: Faults, 429: Problem},
    summary="推送填报数据（须有令牌）",
    description="推送的数据记为待审核，由人审核。令牌能填的与本单位填报员一样，填报截止为止。"
    "有错误时一次列出全部错误，一条也不保存；已经推送过、没有变化的不重复记，可以重新推送。",
    url_name="ratings",
)
def ratings(request: HttpRequest, slug: str, payload: RatingsIn) -> Status:
    """Store figures as submitted, to be approved by a person.

    The token enters what a reporter of its department may, until entry closes. Every fault of every row is told at
    once, and then nothing is stored. What was sent before is left as it is, so that a request can be sent again.
    """
    token: ApiToken = request.auth  # type: ignore[attr-defined]  # set by ninja from what Token returns
    if token.contest.slug != slug:
        raise Http404("令牌不是这项竞赛的。")
    try:
        stored = _store(token, payload, hashlib.sha256(request.body).hexdigest(), timezone.now())
    except RowsError as error:
        return Status(422, _faults(error.row_faults))
    except ForbiddenError as error:
        return Status(422, _faults([RowFault(0, "", "", str(error))]))
    transaction.on_commit(watch_notices.delay, robust=True)
    return Status(200, {"new": stored.new, "changed": stored.changed, "unchanged": stored.unchanged})


def _store(token: ApiToken, payload: RatingsIn, sha256: str, now: datetime) -> Stored:
    rights = token_rights(token)
    rows = [row.model_dump() for row in payload.rows]
    return store_ratings(
        contest=token.contest,
        figures=read_rows(rows, entry_guide(token.contest), _judge(rights, now)),
        entered_by=token.made_by,
        now=now,
        source=f"接口：{token.name}",
        sha256=sha256,
        in_time=True,
        rights=rights,
    )


def _judge(rights: EntryRights, now: datetime) -> Judge:
    return lambda period, entrant, criterion: rights.refusal(period, entrant, criterion, now)


def _faults(faults: list[RowFault]) -> dict[str, object]:
    return {
        "detail": f"共 {len(faults)} 处错误，未保存任何内容。",
        "faults": [fault._asdict() for fault in faults],
    }
