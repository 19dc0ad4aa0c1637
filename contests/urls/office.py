"""Addresses of the office, of entry and of review."""

from django.urls import path

from contests.views import appeals, entry, grid, hearings, holidays, office, papers, periods, review, trials

# /office/
office_urls = [
    path("", office.home, name="home"),
    path("contests/", office.home, name="contests"),
    path("holidays/", holidays.year, name="holidays"),
    path("holidays/<int:number>/", holidays.year, name="holidays"),
    path("holidays/<int:number>/remove", holidays.remove, name="remove-days"),
    path("<slug:slug>/", office.contest, name="contest"),
    path("<slug:slug>/releases/<int:number>/papers", papers.papers, name="papers"),
    path("<slug:slug>/releases/<int:number>/number", papers.number_bulletin_of, name="number-notice"),
    path("<slug:slug>/releases/<int:number>/notice.docx", papers.bulletin_file, {"kind": "docx"}, name="notice-docx"),
    path("<slug:slug>/releases/<int:number>/notice.pdf", papers.bulletin_file, {"kind": "pdf"}, name="notice-pdf"),
    path("<slug:slug>/releases/<int:number>/template.docx", papers.bulletin_template, name="notice-template"),
    path("<slug:slug>/releases/<int:number>/template", papers.upload_template, name="upload-template"),
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
