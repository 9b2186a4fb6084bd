"""URLs of direct messages on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.support.web import talking

app_name = "support"
urlpatterns = [
    path("messages/", talking.mine, name="messages"),
    path("d/to/<slug:brand>/", talking.entrance, name="entrance"),
    path("d/<str:conversation>/", talking.direct, name="direct"),
]
