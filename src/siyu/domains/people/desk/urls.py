"""URLs of one's own log-in."""

from __future__ import annotations

from django.urls import path

from siyu.domains.people.desk import views

app_name = "people"
urlpatterns = [
    path("", views.me, name="me"),
    path("preferences/", views.preferences, name="preferences"),
]
