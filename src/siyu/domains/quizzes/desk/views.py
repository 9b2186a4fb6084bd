"""The console's pages of quizzes: the list, the builder, results."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import segno
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.quizzes.actions.export_answers import export_answers
from siyu.domains.quizzes.actions.publish_quiz import move_quiz, publish_quiz
from siyu.domains.quizzes.actions.save_quiz import QuizDraft, create_quiz, save_quiz
from siyu.domains.quizzes.desk.words import builder_words, fault_words
from siyu.domains.quizzes.models import Quiz
from siyu.domains.quizzes.queries.access import access_quiz
from siyu.domains.quizzes.queries.desk_pages import funnel_of, group_choices, quiz_page, tag_names
from siyu.domains.quizzes.queries.pages import picture_urls
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast

PERMISSION = "quizzes.edit"
STATE_LABELS = {
    "draft": gettext_lazy("Draft"),
    "published": gettext_lazy("Published"),
    "paused": gettext_lazy("Paused"),
    "closed": gettext_lazy("Closed"),
}


@require_GET
@desk_page(PERMISSION)
def listing(request: DeskRequest) -> HttpResponse:
    """All quizzes of the account."""
    search, state = request.GET.get("q", "").strip()[:40], request.GET.get("state", "")
    try:
        page = quiz_page(request.desk.account, search, state, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {"page": page, "search": search, "state": state, "states": STATE_LABELS.items()}
    return render(request, "quizzes/desk/list.html", context)


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def new(request: DeskRequest) -> HttpResponseBase:
    """The builder with nothing in it; a POST keeps what was made."""
    if request.method == "POST":
        return _keep(request, "")
    return render(request, "quizzes/desk/builder.html", _builder(request, None))


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def edit(request: DeskRequest, quiz: str) -> HttpResponseBase:
    """The builder; a POST keeps the draft, with `publish=1` it is published too."""
    if request.method == "POST":
        return _keep(request, quiz)
    return render(request, "quizzes/desk/builder.html", _builder(request, access_quiz(request.desk, quiz)))


def _keep(request: DeskRequest, public_id: str) -> JsonResponse:
    """Keep the draft that the builder sent as JSON; says in words where something is unfinished."""
    try:
        sent = json.loads(request.body)
        draft = QuizDraft(
            title=str(sent["title"]), intro=str(sent.get("intro", "")), cover=str(sent.get("cover", ""))[:20],
            repeatable=sent.get("repeatable") is True, content=dict(sent["content"]),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as broken:
        raise Invalid("Not a quiz.", field="body") from broken
    quiz = save_quiz(request.desk, public_id, draft) if public_id else create_quiz(request.desk, draft)
    place = {"slug": request.desk.account.slug, "quiz": quiz.public_id}
    answer: dict[str, Any] = {"id": quiz.public_id, "address": reverse("console:quizzes_desk:edit", kwargs=place)}
    if sent.get("publish") is True:
        try:
            publish_quiz(request.desk, quiz.public_id)
        except Invalid as unfinished:
            path = str(unfinished.data.get("path", ""))
            return JsonResponse({**answer, "path": path, "message": fault_words(path, unfinished.message)}, status=422)
        answer["published"] = reverse("console:quizzes_desk:results", kwargs=place)
    return JsonResponse(answer)


def _builder(request: DeskRequest, quiz: Quiz | None) -> dict[str, Any]:
    content = quiz.draft if quiz else {}
    return {
        "quiz": quiz,
        "state": STATE_LABELS[quiz.state] if quiz else "",
        "tab": "edit",
        "setup": {
            "title": quiz.title if quiz else "",
            "intro": quiz.intro if quiz else "",
            "cover": quiz.cover if quiz else "",
            "repeatable": quiz.repeatable if quiz else False,
            "content": content,
            "pictures": picture_urls(content, quiz.cover if quiz else ""),
            "tags": tag_names(request.desk.account),
            "groups": group_choices(request.desk.account),
            "words": builder_words(),
        },
    }


@require_POST
@desk_page(PERMISSION)
def move(request: DeskRequest, quiz: str) -> HttpResponseBase:
    """Pause, go on, close."""
    moved = move_quiz(request.desk, quiz, request.POST.get("state", ""))
    there = redirect("console:quizzes_desk:results", slug=request.desk.account.slug, quiz=quiz)
    return toast(request, there, _("The quiz is now: %(state)s.") % {"state": STATE_LABELS[moved.state]})


@require_GET
@desk_page(PERMISSION)
def results(request: DeskRequest, quiz: str) -> HttpResponse:
    """How far people came, what they chose, which results they got."""
    found = access_quiz(request.desk, quiz)
    address = request.build_absolute_uri(reverse("quizzes:quiz", kwargs={"quiz": quiz}))
    context = {
        "quiz": found, "state": STATE_LABELS[found.state], "tab": "results", "address": address,
        "funnel": funnel_of(found), "may_export": request.desk.may("fans.export"),
    }  # fmt: skip
    return render(request, "quizzes/desk/results.html", context)


@require_GET
@desk_page(PERMISSION)
def code(request: DeskRequest, quiz: str) -> HttpResponse:
    """The QR code that leads to the quiz."""
    access_quiz(request.desk, quiz)
    made, picture = (
        segno.make(request.build_absolute_uri(reverse("quizzes:quiz", kwargs={"quiz": quiz})), error="m"),
        BytesIO(),
    )
    made.save(picture, kind="svg", scale=6, border=2, dark="#1f1a17", light="#ffffff", xmldecl=False)
    return HttpResponse(picture.getvalue(), "image/svg+xml")


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, quiz: str) -> HttpResponse:
    """The answers as a file."""
    return csv_file(export_answers(request.desk, quiz), f"{request.desk.account.slug}-quiz-{quiz}")
