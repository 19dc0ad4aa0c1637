"""What the office needs to send a release: its number, its template."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from contests.models import Notice, NoticeTemplate, Release


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The number that comes next in the year of a release, and the recipients of the last notice."""

    prefix: str
    year: int
    number: int
    recipients: str


def suggested(release: Release) -> Suggestion:
    """Return what the next notice of the release's host would be numbered."""
    notices = Notice.objects.filter(host=release.contest.host_id)
    last = notices.order_by("-made_at").first()
    prefix = last.prefix if last else ""
    year = timezone.localdate(release.released_at).year
    highest = notices.filter(prefix=prefix, year=year).aggregate(highest=Max("number"))["highest"]
    return Suggestion(prefix, year, (highest or 0) + 1, last.recipients if last else "各参赛单位")


def template_of(release: Release) -> NoticeTemplate | None:
    """Return the newest template of the release's contest, without its content; None for the built-in one."""
    templates = NoticeTemplate.objects.filter(contest=release.contest_id)
    return templates.defer("content").select_related("uploaded_by").order_by("-pk").first()
