"""Every URL: health, log-in, the console, the staff back office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from siyu.platform.health import web as health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.show, name="health"),
    path("log-in/", include("allauth.urls")),
    path("me/", include("siyu.domains.people.desk.urls")),
    path("console/", include("siyu.surfaces.console.urls")),
    path("staff/", include("siyu.surfaces.staff.urls")),
    path("realtime/", include("siyu.platform.realtime.urls")),
    path("", include("siyu.surfaces.member.urls")),
]
