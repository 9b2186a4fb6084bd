"""URLs of the console: each room of a domain hangs under the slug of the account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from siyu.surfaces.console import fan_segments, styleguide, views
from siyu.surfaces.console.today import today

app_name = "console"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", views.accounts, name="accounts"),
    path("style-guide/", styleguide.show, name="style_guide"),
    path("offline/", views.offline, name="offline"),
    path("offline.js", views.offline_worker, name="offline_worker"),
    path("<slug:slug>/", today, name="today"),
    path("<slug:slug>/fans/<int:person_id>/segments/", fan_segments.show, name="fan_segments"),
    path("<slug:slug>/fans/", include("siyu.domains.fans.desk.urls")),
    path("<slug:slug>/", include("siyu.domains.insights.desk.urls")),
    path("<slug:slug>/imports/", include("siyu.domains.imports.desk.urls")),
    path("<slug:slug>/segments/", include("siyu.domains.segments.desk.urls")),
    path("<slug:slug>/settings/", include("siyu.domains.accounts.desk.urls")),
]
