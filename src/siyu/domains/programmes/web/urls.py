"""URLs of programmes on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.programmes.web import making, running, taking

app_name = "programmes"
urlpatterns = [
    path("", taking.week, name="week"),
    path("new/", making.new, name="new"),
    path("copy/", running.copy, name="copy"),
    path("show/", running.show_week, name="show_week"),
    path("<str:entry>/", taking.entry, name="entry"),
    path("<str:entry>/wish/", taking.wish, name="wish"),
    path("<str:entry>/unwish/", taking.unwish, name="unwish"),
    path("<str:entry>/attend/", taking.attend, name="attend"),
    path("<str:entry>/edit/", making.edit, name="edit"),
    path("<str:entry>/call-off/", running.call_off, name="call_off"),
    path("<str:entry>/bring-back/", running.bring_back, name="bring_back"),
    path("<str:entry>/show/", running.show, name="show"),
    path("<str:entry>/export/", running.export, name="export"),
]
