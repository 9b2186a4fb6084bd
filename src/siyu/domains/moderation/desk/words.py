"""The editor of a word list: entries, a file in and out, a trial of a text."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.moderation.actions.edit_words import add_word, remove_word
from siyu.domains.moderation.actions.import_words import import_words
from siyu.domains.moderation.desk.room import Room
from siyu.domains.moderation.models import Word
from siyu.domains.moderation.queries.rule_words import verdict_words
from siyu.domains.moderation.queries.word_pages import list_words, try_text, words_file
from siyu.kernel.errors import Invalid
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast


@require_safe
def show(request: HttpRequest, room: Room) -> HttpResponse:
    """The list; `?try=` shows what the lists say of a text."""
    return _page(request, room)


@require_POST
def add(request: HttpRequest, room: Room) -> HttpResponse:
    """Put a word on the list."""
    told = {name: request.POST.get(name, request.GET.get(name, "")) for name in ("word", "verdict", "note")}
    try:
        word = add_word(room.reviewer, **told)
    except Invalid as wrong:
        answer = _page(request, room, told=told, wrong=str(wrong), wrong_field=wrong.data.get("field", ""))
        answer.status_code = 422
        return answer
    if "word" in request.GET:
        return HttpResponse(status=204)
    return toast(request, room.go("words"), _("“%(word)s” is on the list.") % {"word": word.word})


@require_POST
def remove(request: HttpRequest, room: Room, word_id: int) -> HttpResponse:
    """Take a word off the list, with a way back."""
    word = remove_word(room.reviewer, word_id)
    back = {"word": word.word, "verdict": word.verdict, "note": word.note}
    undo = f"{room.url('words_add')}?{urlencode(back)}"
    return toast(request, room.go("words"), _("“%(word)s” is off the list.") % {"word": word.word}, undo=undo)


@require_POST
def take_file(request: HttpRequest, room: Room) -> HttpResponse:
    """Take a CSV file; lines that cannot be taken are shown with what is wrong."""
    sent = request.FILES.get("file")
    if sent is None:
        return toast(request, room.go("words"), _("Please choose a file."), bad=True)
    try:
        taken = import_words(room.reviewer, sent.read())
    except Invalid as wrong:
        return toast(request, room.go("words"), str(wrong), bad=True)
    done = ngettext("Took %(n)s word.", "Took %(n)s words.", taken.words) % {"n": taken.words}
    if taken.refused:
        return _page(request, room, taken=taken, done=done)
    return toast(request, room.go("words"), done)


@require_safe
def give_file(_request: HttpRequest, room: Room) -> HttpResponse:
    """The list as CSV."""
    return csv_file(words_file(room.reviewer), "words")


def _page(request: HttpRequest, room: Room, **more: object) -> HttpResponse:
    words, verdict = request.GET.get("q", "").strip()[:40], request.GET.get("verdict", "")
    text = request.GET.get("try", "").strip()
    context = {
        "page": list_words(room.reviewer, words=words, verdict=verdict, cursor=request.GET.get("cursor", "")),
        "words": words,
        "verdict": verdict,
        "verdicts": [(value, verdict_words(value)) for value in Word.Verdict.values],
        "trial": try_text(room.reviewer.account, text) if text else None,
        **more,
    }
    return room.show(request, "moderation/desk/words.html", context)
