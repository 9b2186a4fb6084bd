"""Addresses of notices and of how one is told."""

from __future__ import annotations

from django.urls import path

from siyu.domains.inbox.web import devices, listing, wishes

urlpatterns = [
    path("messages/notices/", listing.show, name="notices"),
    path("messages/notices/read/", listing.read, name="notices_read"),
    path("messages/notices/<int:notice>/", listing.follow, name="notice"),
    path("my/notices/", wishes.show, name="my_notices"),
    path("my/notices/devices/", devices.change, name="my_devices"),
]
