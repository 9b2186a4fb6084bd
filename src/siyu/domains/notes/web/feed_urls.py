"""Addresses of feeds, topics and search on the member side; their names stand alone, so that all may link to them."""

from __future__ import annotations

from django.urls import path

from siyu.domains.notes.web import feeds, searching

urlpatterns = [
    path("feed/<str:name>/", feeds.feed, name="feed"),
    path("featured/", feeds.featured, name="featured"),
    path("t/<path:topic>/", feeds.topic, name="topic"),
    path("my/recent/", feeds.recent, name="my_recent"),
    path("search/", searching.show, name="search"),
    path("search/ideas/", searching.meant, name="search_ideas"),
]
