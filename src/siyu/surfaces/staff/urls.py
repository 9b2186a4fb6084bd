"""URLs of the platform back office."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from siyu.surfaces.staff import certifications, exposure, outbox, views

app_name = "staff"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("accounts/", views.accounts, name="accounts"),
    path("exposure/", exposure.show, name="exposure"),
    path("users/", views.users, name="users"),
    path("moderation/", include("siyu.surfaces.staff.moderation")),
    path("certifications/", certifications.queue, name="certifications"),
    path("certifications/<slug:brand>/", certifications.show, name="certification"),
    path("certifications/<slug:brand>/decide/", certifications.decide, name="certification_decide"),
    path("certifications/<slug:brand>/fee/", certifications.fee, name="certification_fee"),
    path(
        "certifications/<slug:brand>/documents/<str:document>/", certifications.document, name="certification_document"
    ),
    path("outbox/retry/", outbox.retry, name="outbox_retry"),
]
