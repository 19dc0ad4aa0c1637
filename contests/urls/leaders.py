"""Addresses of the leaders' pages."""

from django.urls import path

from contests.views import leaders

# /leaders/
leaders_urls = [
    path("", leaders.home, name="home"),
    path("<slug:slug>/", leaders.contest, name="contest"),
    path("<slug:slug>/<str:code>/", leaders.ranking, name="ranking"),
    path("<slug:slug>/<str:code>/entrants/<slug:entrant>/", leaders.sheet, name="sheet"),
]
