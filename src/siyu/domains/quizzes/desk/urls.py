"""URLs of the console's pages of quizzes."""

from __future__ import annotations

from django.urls import path

from siyu.domains.quizzes.desk import following, views

app_name = "quizzes_desk"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("follow-up/", following.tasks, name="follow_up"),
    path("follow-up/<str:task>/", following.act, name="follow_up_act"),
    path("<str:quiz>/", views.edit, name="edit"),
    path("<str:quiz>/move/", views.move, name="move"),
    path("<str:quiz>/results/", views.results, name="results"),
    path("<str:quiz>/export/", views.export, name="export"),
    path("<str:quiz>/code.svg", views.code, name="code"),
]
