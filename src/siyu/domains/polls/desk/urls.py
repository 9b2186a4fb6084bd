"""URLs of polls on the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.polls.desk import views

app_name = "polls_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<str:poll>/", views.poll, name="poll"),
    path("<str:poll>/close/", views.close, name="close"),
    path("<str:poll>/remove/", views.remove, name="remove"),
    path("<str:poll>/restore/", views.restore, name="restore"),
    path("<str:poll>/export/", views.export, name="export"),
]
