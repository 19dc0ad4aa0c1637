"""How people say until when something is to be done, and how long it has waited."""

from datetime import datetime, timedelta

from django.utils import timezone


def last_moment(closes_at: datetime) -> datetime:
    """Return the local moment whose day is the last one to act: midnight belongs to the day before."""
    return timezone.localtime(closes_at - timedelta(minutes=1))


def deadline_words(closes_at: datetime, now: datetime) -> str:
    """Return 还剩 2 天, 今天 18:00 or 已逾期 1 天."""
    last = last_moment(closes_at)
    days = (last.date() - timezone.localdate(now)).days
    if closes_at <= now:
        return f"已逾期 {-days} 天" if days else f"今天 {_clock(closes_at)} 已截止"
    return f"还剩 {days} 天" if days else f"今天 {_clock(closes_at)}"


def closed_words(closes_at: datetime, now: datetime) -> str:
    """Return the deadline of those who enter as those read it who act on what was entered."""
    if closes_at > now:
        return f"填报截止：{deadline_words(closes_at, now)}"
    days = (timezone.localdate(now) - last_moment(closes_at).date()).days
    return f"填报已截止 {days} 天" if days else "填报今天已截止"


def waiting_words(since: datetime, now: datetime) -> str:
    """Return for how long something has waited."""
    days = (timezone.localdate(now) - timezone.localdate(since)).days
    return f"已等待 {days} 天" if days else "今天提交"


def _clock(closes_at: datetime) -> str:
    """Return the time of day of a deadline; midnight as 24:00."""
    local = timezone.localtime(closes_at)
    return "24:00" if (local.hour, local.minute) == (0, 0) else f"{local:%H:%M}"
