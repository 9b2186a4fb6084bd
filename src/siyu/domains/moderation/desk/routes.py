"""The pages of a room, for whichever guard stands before it."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import URLPattern, path

from siyu.domains.moderation.desk import cases, held, penalties, words
from siyu.domains.moderation.desk.room import View

Guard = Callable[[View, str], View]
_REVIEW, _WORDS = "moderation.review", "moderation.words"


def routes(guard: Guard) -> list[URLPattern]:
    """The addresses beneath a room, each view behind `guard(view, permission)`."""
    return [
        path("", guard(cases.queue, _REVIEW), name="queue"),
        path("cases/<int:case_id>/", guard(cases.show, _REVIEW), name="case"),
        path("cases/<int:case_id>/decide/", guard(cases.decide, _REVIEW), name="decide"),
        path("cases/<int:case_id>/undo/", guard(cases.undo, _REVIEW), name="undo"),
        path("held/", guard(held.act, _REVIEW), name="held"),
        path("penalties/", guard(penalties.show, _REVIEW), name="penalties"),
        path("penalties/<int:penalty_id>/lift/", guard(penalties.lift, _REVIEW), name="lift"),
        path("words/", guard(words.show, _WORDS), name="words"),
        path("words/add/", guard(words.add, _WORDS), name="words_add"),
        path("words/<int:word_id>/remove/", guard(words.remove, _WORDS), name="words_remove"),
        path("words/import/", guard(words.take_file, _WORDS), name="words_import"),
        path("words/export/", guard(words.give_file, _WORDS), name="words_export"),
    ]
