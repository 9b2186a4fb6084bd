"""URLs of conversations, beneath `chat/`."""

from __future__ import annotations

from django.urls import path

from siyu.domains.chat.web import looking, talking

app_name = "chat"
urlpatterns = [
    path("<str:conversation>/log/", talking.log, name="log"),
    path("<str:conversation>/send/", talking.send, name="send"),
    path("<str:conversation>/read/", talking.read, name="read"),
    path("<str:conversation>/mute/", talking.mute, name="mute"),
    path("<str:conversation>/people/", looking.people, name="people"),
    path("<str:conversation>/<int:seq>/recall/", talking.recall, name="recall"),
    path("<str:conversation>/<int:seq>/pin/", talking.pin, name="pin"),
    path("<str:conversation>/<int:seq>/card/", looking.card, name="card"),
    path("<str:conversation>/<int:seq>/readers/", looking.readers, name="readers"),
]
