"""A member's way through a quiz: its first page, one question a screen, the result."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.people.queries.asking import user_of
from siyu.domains.quizzes.actions.answer_quiz import answer_question, begin_answering
from siyu.domains.quizzes.errors import AnsweredAlready, NotOpen
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.quizzes.queries.access import open_quiz, own_answering
from siyu.domains.quizzes.queries.pages import (
    picture_urls,
    prizes_of,
    result_of,
    result_poster,
    standing_of,
    step_of,
)
from siyu.domains.quizzes.types import read_content
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page


def _to(name: str, quiz: str, **more: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"quizzes:{name}", kwargs={"quiz": quiz, **more}))


@require_GET
@open_page
def front(request: HttpRequest, quiz: str) -> HttpResponse:
    """What the quiz is about; begin, go on, or see one's result."""
    found = open_quiz(quiz)
    version: Any = found.version
    content = read_content(version.content)
    context = {
        "quiz": found,
        "account": found.account,
        "number": len(content.questions),
        "cover": picture_urls({}, found.cover).get(found.cover, ""),
        "standing": standing_of(request.user, found),
        "open": found.state == Quiz.State.PUBLISHED,
    }
    return render(request, "quizzes/front.html", context)


@require_POST
@member_page
@limited("quizzes.begin", "60/hour")
def begin(request: HttpRequest, quiz: str) -> HttpResponseBase:
    """Begin, or go on where one was."""
    try:
        begin_answering(user_of(request), quiz)
    except AnsweredAlready as earlier:
        return _to("result", quiz, answering=str(earlier.data["answering"]))
    return _to("question", quiz)


@require_http_methods(["GET", "POST"])
@member_page
@limited("quizzes.answer", "240/minute")
def question(request: HttpRequest, quiz: str) -> HttpResponseBase:
    """One question; a POST keeps the answer and leads on. `?at=` goes back to one that was answered."""
    user, found = user_of(request), open_quiz(quiz)
    trouble: Invalid | None = None
    asked = request.GET.get("at", "")
    if request.method == "POST":
        asked = request.POST.get("question", "")
        try:
            answering = answer_question(user, quiz, asked, request.POST.getlist("choice"))
        except NotOpen:
            return _to("quiz", quiz)
        except Invalid as wrong:
            trouble = wrong
        else:
            if answering.finished_at is not None:
                return _to("result", quiz, answering=answering.public_id)
            return _to("question", quiz)
    going = standing_of(user, found).going
    if going is None or found.state != Quiz.State.PUBLISHED:
        return _to("quiz", quiz)
    context = {"quiz": found, "account": found.account, "step": step_of(going, asked), "trouble": trouble}
    return render(request, "quizzes/question.html", context, status=422 if trouble else 200)


@require_GET
@member_page
def result(request: HttpRequest, quiz: str, answering: str) -> HttpResponse:
    """What one's answers came to, to keep and to share."""
    mine = _own(request, quiz, answering)
    found = result_of(mine)
    context = {
        "quiz": mine.quiz,
        "account": mine.quiz.account,
        "answering": mine,
        "result": found,
        "picture": picture_urls({}, found.picture).get(found.picture, ""),
        "prizes": prizes_of(mine),
        "again": mine.quiz.repeatable and mine.quiz.state == Quiz.State.PUBLISHED,
    }
    return render(request, "quizzes/result.html", context)


@require_GET
@member_page
@limited("quizzes.poster", "30/minute")
def poster(request: HttpRequest, quiz: str, answering: str) -> HttpResponse:
    """The result card as a PNG."""
    mine = _own(request, quiz, answering)
    answer = HttpResponse(result_poster(mine, f"{request.scheme}://{request.get_host()}"), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=300"
    answer["Content-Disposition"] = f'inline; filename="{mine.public_id}.png"'
    return answer


def _own(request: HttpRequest, quiz: str, answering: str) -> Answering:
    mine = own_answering(user_of(request), answering)
    if mine.quiz.public_id != quiz:
        raise NotFound(answering=answering)
    return mine
