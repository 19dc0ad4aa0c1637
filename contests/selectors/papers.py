"""What the office needs to send a release: its number, its template."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from contests.models import Bulletin, BulletinTemplate, Contest, Release


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The number that comes next in the year of a release, and the recipients of the last bulletin."""

    prefix: str
    year: int
    number: int
    recipients: str


def suggested(release: Release) -> Suggestion:
    """Return what the next bulletin of the release's host would be numbered."""
    return next_bulletin(release.contest, timezone.localdate(release.released_at).year)


def next_bulletin(contest: Contest, year: int, prefix: str | None = None) -> Suggestion:
    """Return what the next bulletin of a contest's host is numbered in a year, by default under the last prefix."""
    bulletins = Bulletin.objects.filter(host=contest.host_id)
    last = bulletins.order_by("-made_at").first()
    if prefix is None:
        prefix = last.prefix if last else ""
    highest = bulletins.filter(prefix=prefix, year=year).aggregate(highest=Max("number"))["highest"]
    return Suggestion(prefix, year, (highest or 0) + 1, last.recipients if last else "各参赛单位")


def template_of(release: Release) -> BulletinTemplate | None:
    """Return the newest template of the release's contest, without its content; None for the built-in one."""
    templates = BulletinTemplate.objects.filter(contest=release.contest_id)
    return templates.defer("content").select_related("uploaded_by").order_by("-pk").first()
