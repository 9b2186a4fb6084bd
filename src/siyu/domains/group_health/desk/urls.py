"""URLs of group health in the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.group_health.desk import silent, views

app_name = "group_health_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:group>/", views.group, name="group"),
    path("<str:group>/silent/", silent.listing, name="silent"),
    path("<str:group>/silent/nudge/", silent.nudge, name="nudge"),
]
