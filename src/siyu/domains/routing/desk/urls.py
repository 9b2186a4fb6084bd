"""URLs of routing in the console."""

from __future__ import annotations

from django.urls import path

from siyu.domains.routing.desk import running, views

app_name = "routing_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("preview/", running.preview, name="preview"),
    path("run/", running.run, name="run"),
    path("runs/<str:run>/", running.bar, name="bar"),
    path("runs/<str:run>/undo/", running.undo, name="undo"),
    path("<str:route>/", views.edit, name="edit"),
    path("<str:route>/act/", views.act, name="act"),
]
