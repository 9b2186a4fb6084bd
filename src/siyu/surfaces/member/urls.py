"""URLs of the member side: its own pages, and the rooms that each domain opens to members."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from siyu.surfaces.member import homepage, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("badges/", views.badges, name="member_badges"),
    path("offline/", views.offline, name="offline"),
    path("offline.js", views.offline_worker, name="offline_worker"),
    path("", include("siyu.domains.accounts.web.urls")),
    path("a/<slug:brand>/", homepage.show, name="account_home"),
    path("a/<slug:brand>/notes/", homepage.notes, name="account_notes"),
    path("a/<slug:brand>/share/", homepage.share, name="account_share"),
    path("a/<slug:brand>/code.svg", homepage.code, name="account_code"),
    path("a/<slug:brand>/preview/", homepage.preview, name="account_preview"),
    path("enter/", include("siyu.domains.people.web.urls")),
    path("", include("siyu.domains.members.web.urls")),
    path("", include("siyu.domains.inbox.web.urls")),
    path("", include("siyu.domains.moderation.web.urls")),
    path("media/", include("siyu.domains.media.web.urls")),
    path("", include("siyu.domains.notes.web.feed_urls")),
    path("", include("siyu.domains.notes.web.urls")),
    path("chat/", include("siyu.domains.chat.web.urls")),
    path("", include("siyu.domains.groups.web.urls")),
    path("g/<str:group>/polls/", include("siyu.domains.polls.web.urls")),
    path("g/<str:group>/check-ins/", include("siyu.domains.checkins.web.urls")),
    path("g/<str:group>/chains/", include("siyu.domains.chains.web.urls")),
    path("g/<str:group>/programme/", include("siyu.domains.programmes.web.urls")),
    path("", include("siyu.domains.support.web.urls")),
    path("q/", include("siyu.domains.quizzes.web.urls")),
]
