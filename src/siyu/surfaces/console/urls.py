"""URLs of the console: each room of a domain hangs under the slug of the account."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from siyu.domains.imports.desk import person_orders
from siyu.surfaces.console import fan_segments, matrix, styleguide, views
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
    path("<slug:slug>/fans/<int:person_id>/orders/", person_orders.show, name="fan_orders"),
    path("<slug:slug>/fans/", include("siyu.domains.fans.desk.urls")),
    path("<slug:slug>/", include("siyu.domains.insights.desk.urls")),
    path("<slug:slug>/imports/", include("siyu.domains.imports.desk.urls")),
    path("<slug:slug>/segments/", include("siyu.domains.segments.desk.urls")),
    path("<slug:slug>/content/", include("siyu.domains.notes.desk.urls")),
    path("<slug:slug>/groups/", include("siyu.domains.groups.desk.urls")),
    path("<slug:slug>/groups/<str:group>/polls/", include("siyu.domains.polls.desk.urls")),
    path("<slug:slug>/groups/<str:group>/check-ins/", include("siyu.domains.checkins.desk.urls")),
    path("<slug:slug>/groups/<str:group>/chains/", include("siyu.domains.chains.desk.urls")),
    path("<slug:slug>/groups/<str:group>/programme/", include("siyu.domains.programmes.desk.urls")),
    path("<slug:slug>/groups/<str:group>/replication/", include("siyu.domains.replication.desk.urls")),
    path("<slug:slug>/routing/", include("siyu.domains.routing.desk.urls")),
    path("<slug:slug>/group-health/", include("siyu.domains.group_health.desk.urls")),
    path("<slug:slug>/inbox/", include("siyu.domains.support.desk.urls")),
    path("<slug:slug>/moderation/", include("siyu.domains.moderation.desk.urls")),
    path("<slug:slug>/matrix/", matrix.report, name="matrix_report"),
    path("<slug:slug>/quizzes/", include("siyu.domains.quizzes.desk.urls")),
    path("<slug:slug>/settings/", include("siyu.domains.accounts.desk.urls")),
]
