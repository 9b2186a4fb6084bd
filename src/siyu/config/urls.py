"""Every URL: log-in, the console, the staff back office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/console/"), name="home"),
    path("log-in/", include("allauth.urls")),
    path("me/", include("siyu.domains.people.desk.urls")),
    path("console/", include("siyu.surfaces.console.urls")),
    path("staff/", include("siyu.surfaces.staff.urls")),
]
