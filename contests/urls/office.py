"""Addresses of the office, of entry and of review."""

from django.urls import path

from contests.views import (
    appeals,
    entry,
    grid,
    hearings,
    holidays,
    my_work,
    notices,
    office,
    periods,
    proofs,
    review,
    robots,
    tokens,
    trials,
    unreported,
)

# /office/
office_urls = [
    path("", my_work.home, name="home"),
    path("contests/", office.contests, name="contests"),
    path("holidays/", holidays.year, name="holidays"),
    path("holidays/<int:number>/", holidays.year, name="holidays"),
    path("holidays/<int:number>/remove", holidays.remove, name="remove-days"),
    path("<slug:slug>/", office.contest, name="contest"),
    path("<slug:slug>/releases/<int:number>/bundle.json", proofs.bundle, name="bundle"),
    path("<slug:slug>/releases/<int:number>/audit.xlsx", proofs.audit, name="audit"),
    path("<slug:slug>/tokens/", tokens.tokens, name="tokens"),
    path("<slug:slug>/tokens/<int:pk>/revoke", tokens.revoke, name="revoke_token"),
    path("<slug:slug>/robots/", robots.robots, name="robots"),
    path("<slug:slug>/robots/<int:pk>/", robots.robot, name="robot"),
    path("<slug:slug>/robots/<int:pk>/test", robots.test, name="test_robot"),
    path("<slug:slug>/robots/deliveries/<int:pk>/resend", robots.resend, name="resend"),
    path("<slug:slug>/<str:code>/unreported", unreported.unreported, name="unreported"),
    path("<slug:slug>/<str:code>/nudge", unreported.nudge, name="nudge"),
    path("<slug:slug>/<str:code>/", office.period, name="period"),
    path("<slug:slug>/<str:code>/reopen", periods.reopen, name="reopen"),
    path("<slug:slug>/<str:code>/compute", office.compute, name="compute"),
    path("<slug:slug>/<str:code>/<int:revision>/check", office.check, name="check"),
    path("<slug:slug>/<str:code>/<int:revision>/approve", office.approve, name="approve"),
    path("<slug:slug>/<str:code>/trials/", trials.desk, name="trials"),
    path("<slug:slug>/<str:code>/trials/recompute", trials.recompute, name="recompute_trial"),
    path("<slug:slug>/<str:code>/trials/<int:number>/", trials.result, name="trial"),
    path("<slug:slug>/<str:code>/trials/<int:number>/contest.yaml", trials.contest_file, name="trial_file"),
]

# /entry/
entry_urls = [
    path("<slug:slug>/<str:code>/cells", grid.cells, name="cells"),
    path("<slug:slug>/<str:code>/submit", grid.submit, name="submit"),
    path("<slug:slug>/upload/", entry.upload, name="upload"),
    path("<slug:slug>/appeals/", appeals.own, name="appeals"),
    path("<slug:slug>/appeals/<int:number>/", appeals.appeal, name="appeal"),
    path("<slug:slug>/appeals/<int:pk>/withdraw", appeals.withdraw, name="withdraw"),
    path("<slug:slug>/<str:code>/", grid.grid, name="grid"),
]

# /review/
review_urls = [
    path("<slug:slug>/appeals/", hearings.queue, name="appeals"),
    path("<slug:slug>/appeals/<int:pk>/", hearings.hearing, name="appeal"),
    path("<slug:slug>/appeals/<int:pk>/return", hearings.return_figures, name="return"),
    path("<slug:slug>/<str:code>/", review.queue, name="queue"),
]

# /notices/
notices_urls = [
    path("", notices.notices, name="list"),
    path("read", notices.read_all, name="read_all"),
    path("<int:pk>/read", notices.read, name="read"),
    path("<int:pk>/follow", notices.follow, name="follow"),
]
