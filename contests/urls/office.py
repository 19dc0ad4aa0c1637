"""Addresses of the office, of entry and of review."""

from django.urls import URLPattern, URLResolver, include, path

from contests.urls.setup import setup_urls
from contests.views import (
    appeals,
    evidence,
    findings,
    grid,
    hearings,
    holidays,
    liaisons,
    my_work,
    notices,
    office,
    papers,
    periods,
    previews,
    proofs,
    recalls,
    release_desk,
    release_steps,
    review,
    robots,
    teams,
    tokens,
    trials,
    unreported,
    uploads,
)
from contests.views.setup import new

# /office/
office_urls: list[URLPattern | URLResolver] = [
    path("", my_work.home, name="home"),
    path("contests/", office.contests, name="contests"),
    path("new/", new.new, name="new"),
    path("holidays/", holidays.year, name="holidays"),
    path("holidays/<int:number>/", holidays.year, name="holidays"),
    path("holidays/<int:number>/remove", holidays.remove, name="remove-days"),
    path("liaisons/", liaisons.liaisons, name="liaisons"),
    path("liaisons/<int:pk>/", liaisons.liaison, name="liaison"),
    path("liaisons/<int:pk>/correct", liaisons.correct, name="correct-liaison"),
    path("liaisons/<int:pk>/remove", liaisons.remove, name="remove-liaison"),
    path("<slug:slug>/", office.contest, name="contest"),
    path("<slug:slug>/releases/<int:number>/bundle.json", proofs.bundle, name="bundle"),
    path("<slug:slug>/releases/<int:number>/audit.xlsx", proofs.audit, name="audit"),
    path("<slug:slug>/tokens/", tokens.tokens, name="tokens"),
    path("<slug:slug>/tokens/<int:pk>/revoke", tokens.revoke, name="revoke_token"),
    path("<slug:slug>/releases/<int:number>/recall", recalls.recall, name="recall"),
    path("<slug:slug>/releases/<int:number>/recall/decide", recalls.decide, name="decide-recall"),
    path("<slug:slug>/releases/<int:number>/papers", papers.papers, name="papers"),
    path("<slug:slug>/releases/<int:number>/number", papers.number_bulletin_of, name="number-notice"),
    path("<slug:slug>/releases/<int:number>/notice.docx", papers.bulletin_file, {"kind": "docx"}, name="notice-docx"),
    path("<slug:slug>/releases/<int:number>/notice.pdf", papers.bulletin_file, {"kind": "pdf"}, name="notice-pdf"),
    path("<slug:slug>/releases/<int:number>/template.docx", papers.bulletin_template, name="notice-template"),
    path("<slug:slug>/releases/<int:number>/template", papers.upload_template, name="upload-template"),
    path("<slug:slug>/setup/", include(setup_urls)),
    path("<slug:slug>/teams/", teams.teams, name="teams"),
    path("<slug:slug>/teams/new/", teams.team, name="team"),
    path("<slug:slug>/teams/<int:number>/", teams.team, name="team"),
    path("<slug:slug>/teams/<int:number>/delete", teams.delete, name="team-delete"),
    path("<slug:slug>/robots/", robots.robots, name="robots"),
    path("<slug:slug>/robots/<int:pk>/", robots.robot, name="robot"),
    path("<slug:slug>/robots/<int:pk>/test", robots.test, name="test_robot"),
    path("<slug:slug>/robots/deliveries/<int:pk>/resend", robots.resend, name="resend"),
    path("<slug:slug>/<str:code>/unreported", unreported.unreported, name="unreported"),
    path("<slug:slug>/<str:code>/nudge", unreported.nudge, name="nudge"),
    path("<slug:slug>/<str:code>/", release_desk.period, name="period"),
    path("<slug:slug>/<str:code>/reopen", periods.reopen, name="reopen"),
    path("<slug:slug>/<str:code>/compute", release_steps.compute, name="compute"),
    path("<slug:slug>/<str:code>/<int:revision>/check", release_steps.check, name="check"),
    path("<slug:slug>/<str:code>/<int:revision>/approve", release_steps.approve, name="approve"),
    path("<slug:slug>/<str:code>/<int:revision>/decline", release_steps.decline, name="decline"),
    path("<slug:slug>/<str:code>/<int:revision>/withdraw", release_steps.withdraw, name="withdraw"),
    path("<slug:slug>/<str:code>/<int:revision>/preview", previews.preview, name="preview"),
    path("<slug:slug>/<str:code>/<int:revision>/preview/board", previews.board, name="preview-board"),
    path("<slug:slug>/<str:code>/<int:revision>/preview/hall", previews.screen, name="preview-hall"),
    *(
        path(
            f"<slug:slug>/<str:code>/<int:revision>/preview/{name}.{kind}",
            view,
            {"kind": kind},
            name=f"preview-{name}-{kind}",
        )
        for name, view in (("poster", previews.poster_file), ("notice", previews.bulletin_file))
        for kind in ("pdf", "png")
    ),
    path("<slug:slug>/<str:code>/trials/", trials.desk, name="trials"),
    path("<slug:slug>/<str:code>/trials/recompute", trials.recompute, name="recompute_trial"),
    path("<slug:slug>/<str:code>/trials/<int:number>/", trials.result, name="trial"),
    path("<slug:slug>/<str:code>/trials/<int:number>/contest.yaml", trials.contest_file, name="trial_file"),
]

# /entry/
entry_urls = [
    path("<slug:slug>/<str:code>/cells", grid.cells, name="cells"),
    path("<slug:slug>/<str:code>/submit", grid.submit, name="submit"),
    path("<slug:slug>/upload/", uploads.upload, name="upload"),
    path("<slug:slug>/uploads/<int:pk>/", uploads.result, name="uploaded"),
    path("<slug:slug>/uploads/<int:pk>/store", uploads.store, name="store-upload"),
    path("<slug:slug>/uploads/<int:pk>/marked", uploads.marked, name="marked-upload"),
    path("<slug:slug>/findings/", findings.listed, name="findings"),
    path("<slug:slug>/findings/new", findings.new, name="new-finding"),
    path("<slug:slug>/findings/<int:pk>/", findings.finding, name="finding"),
    path("<slug:slug>/<str:code>/template.xlsx", uploads.template, name="template"),
    path("<slug:slug>/<str:code>/evidence/<slug:entrant>/<slug:criterion>/", evidence.of_rating, name="evidence"),
    path("<slug:slug>/appeals/", appeals.own, name="appeals"),
    path("<slug:slug>/appeals/<int:number>/", appeals.appeal, name="appeal"),
    path("<slug:slug>/appeals/<int:pk>/withdraw", appeals.withdraw, name="withdraw"),
    path("<slug:slug>/<str:code>/", grid.grid, name="grid"),
]

# /evidence/
evidence_urls = [
    path("<int:pk>/", evidence.file, name="file"),
    path("<int:pk>/thumbnail", evidence.thumbnail, name="thumbnail"),
    path("<int:pk>/remove", evidence.remove, name="remove"),
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
