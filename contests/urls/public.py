"""What everyone reads."""

from django.urls import path

from contests.views import codes, downloads, feeds, public

# /contests/<slug>/…
urlpatterns = [
    path("", public.portal, name="portal"),
    path("contests/<slug:slug>/", public.contest, name="contest"),
    path("contests/<slug:slug>/releases/", public.archive, name="archive"),
    path("contests/<slug:slug>/releases/<int:number>/", public.release, name="release"),
    path("contests/<slug:slug>/releases/<int:number>/bundle.json", downloads.bundle, name="bundle"),
    path("contests/<slug:slug>/releases/<int:number>/entrants/<slug:code>/", public.entrant, name="sheet"),
    path(
        "contests/<slug:slug>/releases/<int:number>/verify_release.py", downloads.verify_release, name="verify-release"
    ),
    path("contests/<slug:slug>/releases/<int:number>/audit.xlsx", downloads.audit, name="audit"),
    path("contests/<slug:slug>/releases/<int:number>/poster-<slug:size>.pdf", downloads.poster_file, name="poster"),
    path("contests/<slug:slug>/feed.xml", feeds.of_contest, name="contest-feed"),
    path("contests/<slug:slug>/code.svg", codes.of_contest, name="contest-code"),
    path("contests/<slug:slug>/releases/<int:number>/code.svg", codes.of_release, name="release-code"),
    path("feed.xml", feeds.of_all, name="feed"),
    path("robots.txt", codes.robots, name="robots"),
    path("contests/<slug:slug>/entrants/<slug:code>/", public.entrant, name="entrant"),
]
