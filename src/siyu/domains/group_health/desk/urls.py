"""URLs of group health in the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.group_health.desk import views

app_name = "group_health_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:group>/", views.group, name="group"),
]
