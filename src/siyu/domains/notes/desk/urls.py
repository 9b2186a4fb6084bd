"""Addresses of the content desk, beneath /console/<account>/content/."""

from __future__ import annotations

from django.urls import path

from siyu.domains.notes.desk import calendar, comments, exposure, listing

app_name = "notes"
urlpatterns = [
    path("", listing.show, name="list"),
    path("act/", listing.act, name="act"),
    path("exposure/", exposure.show, name="exposure"),
    path("calendar/", calendar.show, name="calendar"),
    path("comments/", comments.show, name="comments"),
    path("comments/act/", comments.act, name="comments_act"),
]
