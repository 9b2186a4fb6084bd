"""Addresses of notes on the member side."""

from __future__ import annotations

from django.urls import path

from siyu.domains.notes.web import cards, collecting, comments, mine, reading, sharing, writing

app_name = "notes"
urlpatterns = [
    path("n/<str:note>/", reading.show, name="note"),
    path("n/<str:note>/react/<str:kind>/", reading.react, name="react"),
    path("n/<str:note>/comments/", comments.listing, name="comments"),
    path("n/<str:note>/comments/new/", comments.write, name="comment"),
    path("n/<str:note>/share/", sharing.show, name="share"),
    path("n/<str:note>/poster.png", sharing.poster, name="poster"),
    path("comments/<str:comment>/answers/", comments.answers, name="answers"),
    path("comments/<str:comment>/like/", comments.like, name="comment_like"),
    path("comments/<str:comment>/delete/", comments.delete, name="comment_delete"),
    path("comments/<str:comment>/pin/", comments.pin, name="comment_pin"),
    path("comments/<str:comment>/hide/", comments.hide, name="comment_hide"),
    path("post/", writing.new, name="post"),
    path("post/draft/", writing.draft, name="draft"),
    path("post/preview/", writing.preview, name="preview"),
    path("post/cards/", cards.choose, name="cards"),
    path("post/card/", cards.take, name="card"),
    path("post/topics/", writing.topics, name="topic_ideas"),
    path("post/<str:note>/", writing.edit, name="edit"),
    path("post/<str:note>/delete/", writing.delete, name="delete"),
    path("post/<str:note>/restore/", writing.restore, name="restore"),
    path("collect/", collecting.collect, name="collect"),
    path("my/notes/", mine.notes, name="my_notes"),
    path("my/likes/", mine.likes, name="my_likes"),
    path("my/collects/", mine.collects, name="my_collects"),
]
