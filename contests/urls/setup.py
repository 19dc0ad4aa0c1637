"""Addresses of setting up a contest, within those of the office."""

from django.urls import path

from contests.views.setup import files, reading, writing

# /office/<slug>/setup/
setup_urls = [
    path("", reading.overview, name="setup"),
    path("versions/<int:number>/", reading.version, name="setup-version"),
    path("contest.yaml", files.download, name="setup-file"),
    path("upload/", files.upload, name="setup-upload"),
    path("upload/store", files.store, name="setup-store"),
    path("new-criterion/", writing.criterion, name="setup-criterion"),
    path("criteria/<slug:code>/", writing.criterion, name="setup-criterion"),
    path("<slug:name>/", writing.part, name="setup-part"),
]
