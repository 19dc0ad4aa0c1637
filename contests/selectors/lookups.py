"""Contests, periods and people by what a command or an address calls them."""

from contests.errors import NotFoundError
from contests.models import Contest, Period, RankingRun, Release, User


def contest_by_slug(slug: str) -> Contest:
    """Return a contest. Raises NotFoundError with the known ones."""
    contest = Contest.objects.filter(slug=slug).first()
    if contest is None:
        known = "、".join(Contest.objects.values_list("slug", flat=True)) or "（尚无竞赛）"
        raise NotFoundError(f"没有代码为 {slug} 的竞赛，现有：{known}")
    return contest


def period_by_code(contest: Contest, code: str) -> Period:
    """Return a period of a contest. Raises NotFoundError with the known ones."""
    period = contest.periods.filter(code=code).select_related("contest").first()
    if period is None:
        known = "、".join(contest.periods.values_list("code", flat=True))
        raise NotFoundError(f"“{contest}”没有考评期 {code}，现有：{known}")
    return period


def user_by_name(username: str | None) -> User | None:
    """Return an active user, None for no name. Raises NotFoundError."""
    if username is None:
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise NotFoundError(f"没有账号 {username}，或已停用")
    return user


def newest_run(period: Period) -> RankingRun:
    """Return the newest run of a period. Raises NotFoundError where it was never computed."""
    run = period.runs.select_related("period__contest").order_by("-revision").first()
    if run is None:
        raise NotFoundError(f"{period.code} 尚未计算")
    return run


def newest_release(period: Period) -> Release:
    """Return the release of a period that stands. Raises NotFoundError where there is none."""
    release = Release.objects.standing().filter(period=period).first()
    if release is None:
        recalled = Release.objects.filter(period=period).exists()
        raise NotFoundError(f"{period.code} {'的榜单已撤回' if recalled else '尚未发布'}")
    return release
