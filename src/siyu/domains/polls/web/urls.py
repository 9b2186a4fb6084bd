"""URLs of polls on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.polls.web import asking, voting

app_name = "polls"
urlpatterns = [
    path("", asking.listing, name="list"),
    path("new/", asking.start, name="start"),
    path("<str:poll>/", voting.poll, name="poll"),
    path("<str:poll>/vote/", voting.vote, name="vote"),
    path("<str:poll>/voters/<int:choice>/", voting.voters, name="voters"),
    path("<str:poll>/close/", voting.close, name="close"),
    path("<str:poll>/remove/", voting.remove, name="remove"),
    path("<str:poll>/restore/", voting.restore, name="restore"),
]
