"""URLs of the platform back office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from siyu.surfaces.staff import views

app_name = "staff"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", views.accounts, name="accounts"),
    path("users/", views.users, name="users"),
]
