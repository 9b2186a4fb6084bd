"""Addresses of media, beneath /media/."""

from __future__ import annotations

from django.urls import path

from siyu.domains.media.web import sending, serving

app_name = "media"
urlpatterns = [
    path("upload/", sending.send, name="upload"),
    path("<str:asset>/state/", sending.state, name="state"),
    path("<str:asset>/<str:rendition>", serving.serve, name="rendition"),
]
