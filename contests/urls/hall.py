"""The screen in the hall."""

from django.urls import path

from contests.views import hall

# /hall/
hall_urls = [
    path("sw.js", hall.worker, name="worker"),
    path("<slug:slug>/", hall.screen, name="screen"),
    path("<slug:slug>/scenes/", hall.scenes, name="scenes"),
]
