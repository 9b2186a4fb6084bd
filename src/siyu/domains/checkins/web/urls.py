"""URLs of check-ins on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.checkins.web import marking, starting

app_name = "checkins"
urlpatterns = [
    path("", starting.listing, name="list"),
    path("new/", starting.start, name="start"),
    path("<str:campaign>/", marking.campaign, name="campaign"),
    path("<str:campaign>/mark/", marking.mark, name="mark"),
    path("<str:campaign>/end/", marking.end, name="end"),
    path("<str:campaign>/remove/", marking.remove, name="remove"),
]
