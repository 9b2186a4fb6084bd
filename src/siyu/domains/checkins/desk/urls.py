"""URLs of check-ins in the console, beneath a group."""

from __future__ import annotations

from django.urls import path

from siyu.domains.checkins.desk import views

app_name = "checkins_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:campaign>/", views.campaign, name="campaign"),
    path("<str:campaign>/days/", views.days, name="days"),
    path("<str:campaign>/export/", views.export, name="export"),
]
