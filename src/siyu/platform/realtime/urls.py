"""URLs of realtime."""

from __future__ import annotations

from django.urls import path

from siyu.platform.realtime import door

urlpatterns = [path("ticket/", door.ticket, name="realtime-ticket")]
