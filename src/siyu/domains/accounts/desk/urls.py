"""URLs of the account's settings."""

from __future__ import annotations

from django.urls import path

from siyu.domains.accounts.desk import views

app_name = "accounts_desk"
urlpatterns = [
    path("", views.settings, name="settings"),
]
