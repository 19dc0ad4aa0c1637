"""Recalls as the office and the leading group see them: what can be taken back, what waits, what hangs on it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from contests.enums import Decision, ReleaseKind
from contests.models import Period, RecallRequest, Release
from contests.rules import Access

# Characters of a reason: it is public, and a word is none.
SHORTEST, LONGEST = 10, 200

DOCUMENTS = ("payload", "headline")


@dataclass(frozen=True, slots=True)
class RecallState:
    """Where a period stands: `last` is its last issue, a ranking that stands or a recall; with the last request for it.

    What the person may do: ask (of the office), decide (of the leading group, and not who asked).
    """

    last: Release
    request: RecallRequest | None
    may_ask: bool
    may_decide: bool

    @property
    def is_open(self) -> bool:
        """Return whether a request waits for its decision."""
        return self.request is not None and self.request.is_open


def recall_state(period: Period, access: Access, user_id: int) -> RecallState | None:
    """Return the state of a period (with its contest and host), None before its first release: two queries."""
    related = ("corrects", "contest", "period", "checked_by", "approved_by")
    rows = Release.objects.filter(period=period, corrected_by__isnull=True).select_related(*related)
    last = rows.defer(*DOCUMENTS, *(f"corrects__{name}" for name in DOCUMENTS)).first()
    if last is None:
        return None
    asked = last.corrects if last.is_recall else last
    request = requests().filter(release=asked).first()
    waits = request is not None and request.is_open
    return RecallState(
        last=last,
        request=request,
        may_ask=not last.is_recall and not waits and access.runs(period.contest),
        may_decide=bool(waits and request and request.requested_by_id != user_id and access.releases(period.contest)),
    )


def is_asked_back(release: Release) -> bool:
    """Return whether the recall of an issue waits for its decision."""
    return RecallRequest.objects.filter(release=release, decision=Decision.PROPOSED).exists()


def requests() -> QuerySet[RecallRequest]:
    """Return the requests with all that a page shows of them, the latest first."""
    related = ("release__contest__host", "release__period__contest", "requested_by", "decided_by")
    rows = RecallRequest.objects.select_related(*related)
    return rows.defer(*(f"release__{name}" for name in DOCUMENTS))


def waiting_in(contests: set[int], not_by: int) -> QuerySet[RecallRequest]:
    """Return the requests in contests that wait for the decision of somebody else than who asked, the first first."""
    rows = requests().filter(release__contest__in=contests, decision=Decision.PROPOSED)
    return rows.exclude(requested_by=not_by).order_by("requested_at", "pk")


def withheld_because(release: Release) -> str:
    """Return why there is nothing of an issue to be shown or sent, nothing where there is."""
    if release.is_recall:
        return f"{release}本身是撤回"
    recall = Release.objects.recalls_from(release.period_id, release.number).defer(*DOCUMENTS).first()
    return f"{release}已由{recall}撤回" if recall else ""


def not_standing_because(release: Release) -> str:
    """Return why an issue is not what stands for its period, nothing where it is."""
    if withheld := withheld_because(release):
        return withheld
    if correction := Release.objects.filter(corrects=release).defer(*DOCUMENTS).first():
        return f"{release}已由{correction}更正，请撤回{correction}"
    return ""


def leaning_on(release: Release) -> list[Release]:
    """Return the standing issues that may have read places or black entries of a ranking's period: two queries.

    They are the next one of its rhythm, and those of longer periods that it closes in, where a ranking of the period
    stood when they went out: this one, or one that it corrects.
    """
    period = release.period
    own = list(Release.objects.filter(period=period).order_by("number").values_list("number", "kind"))
    later = Q(period__cadence=period.cadence, period__ends_on__gt=period.ends_on)
    longer = ~Q(period__cadence=period.cadence) & Q(
        period__starts_on__lte=period.ends_on, period__ends_on__gte=period.ends_on
    )
    rows = Release.objects.standing().filter(later | longer, contest=release.contest_id, number__gt=own[0][0])
    rows = rows.select_related("period").defer(*DOCUMENTS).order_by("period__ends_on", "number")
    found = [one for one in rows if max(row for row in own if row[0] < one.number)[1] == ReleaseKind.RANKING]
    following = [one for one in found if one.period.cadence == period.cadence][:1]
    return [*following, *(one for one in found if one.period.cadence != period.cadence)]
