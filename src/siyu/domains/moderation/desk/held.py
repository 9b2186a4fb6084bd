"""Texts that word lists held back: released or refused, several at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.moderation.actions.decide_held import decide_held, undo_held
from siyu.domains.moderation.desk.room import Room
from siyu.platform.http.toasts import toast


@require_POST
def act(request: HttpRequest, room: Room) -> HttpResponse:
    """Release or refuse the ticked texts; `?ids=` lets them wait again."""
    if request.GET.get("ids"):
        undo_held(room.reviewer, _numbers(request.GET["ids"].split(",")))
        return HttpResponse(status=204)
    what, ticked = request.POST.get("act", ""), _numbers(request.POST.getlist("case"))
    done = decide_held(room.reviewer, ticked, what, category=request.POST.get("category", "spam"))
    undo = f"{room.url('held')}?{urlencode({'ids': ','.join(map(str, done))})}" if done else ""
    words = (
        ngettext("%(n)s text is shown.", "%(n)s texts are shown.", len(done))
        if what == "release"
        else ngettext("%(n)s text was refused.", "%(n)s texts were refused.", len(done))
    )
    answer = room.go("queue")
    answer["Location"] += "?state=held"
    return toast(request, answer, words % {"n": len(done)}, undo=undo)


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdecimal()]
