"""What everyone reads."""

from django.urls import path

from contests.views import public

# /contests/<slug>/…
urlpatterns = [
    path("", public.portal, name="portal"),
    path("contests/<slug:slug>/", public.contest, name="contest"),
    path("contests/<slug:slug>/releases/", public.archive, name="archive"),
    path("contests/<slug:slug>/releases/<int:number>/", public.release, name="release"),
    path("contests/<slug:slug>/releases/<int:number>/bundle.json", public.bundle, name="bundle"),
    path("contests/<slug:slug>/releases/<int:number>/entrants/<slug:code>/", public.entrant, name="sheet"),
    path("contests/<slug:slug>/releases/<int:number>/verify_release.py", public.verify_release, name="verify-release"),
    path("contests/<slug:slug>/releases/<int:number>/audit.xlsx", public.audit, name="audit"),
    path("contests/<slug:slug>/releases/<int:number>/poster-<slug:size>.pdf", public.poster_file, name="poster"),
    path("contests/<slug:slug>/entrants/<slug:code>/", public.entrant, name="entrant"),
]
