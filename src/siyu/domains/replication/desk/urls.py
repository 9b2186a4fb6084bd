"""URLs of replication in the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.replication.desk import views

app_name = "replication_desk"
urlpatterns = [
    path("", views.gate, name="gate"),
    path("answers/<str:question>/", views.answer, name="answer"),
    path("clone/", views.clone, name="clone"),
]
