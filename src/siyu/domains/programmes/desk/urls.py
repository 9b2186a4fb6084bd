"""URLs of programmes in the console, beneath a group."""

from __future__ import annotations

from django.urls import path

from siyu.domains.programmes.desk import views

app_name = "programmes_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("attendance/", views.attendance, name="attendance"),
    path("attendance/export/", views.export_all, name="export_week"),
    path("<str:entry>/", views.entry, name="entry"),
    path("<str:entry>/edit/", views.edit, name="edit"),
    path("<str:entry>/move/<str:move>/", views.move, name="move"),
    path("<str:entry>/export/", views.export, name="export"),
]
