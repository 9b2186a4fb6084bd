"""Comments under a note: pages of them, writing, liking, deleting, pinning, hiding."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.notes.actions import change_comment
from siyu.domains.notes.actions.write_comment import write_comment
from siyu.domains.notes.models import Comment
from siyu.domains.notes.queries.access import access_note
from siyu.domains.notes.queries.comments import answers_to, comments_of, one_comment
from siyu.domains.people.models import User
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page
from siyu.platform.http.toasts import toast


@open_page
@require_safe
def listing(request: HttpRequest, note: str) -> HttpResponse:
    """The next page of comments, as a fragment."""
    found = access_note(request.user, note)
    comments = comments_of(request.user, found, request.GET.get("cursor", ""))
    return render(request, "notes/comments.html", {"note": found, "comments": comments})


@open_page
@require_safe
def answers(request: HttpRequest, comment: str) -> HttpResponse:
    """More answers of a thread, as a fragment."""
    page = answers_to(request.user, comment, request.GET.get("cursor", ""))
    return render(request, "notes/answers.html", {"answers": page, "thread": comment})


@require_POST
@member_page
@limited("notes.comment", "20/minute")
def write(request: HttpRequest, note: str) -> HttpResponse:
    """Say something; answers with the comment as a fragment, or leads back to the note without JavaScript."""
    user = cast("User", request.user)
    said = write_comment(
        user,
        note,
        request.POST.get("text", ""),
        answers=request.POST.get("answers", ""),
        nonce=request.POST.get("nonce", ""),
    )
    held = said.state == Comment.State.HELD
    words = _("It appears once somebody has looked at it.") if held else _("Said.")
    if not getattr(request, "htmx", False):
        return toast(request, redirect(f"{said.note.address}#c-{said.public_id}"), words)
    template = "notes/answer.html" if said.parent_id else "notes/comment.html"
    answer = render(request, template, {"comment": one_comment(user, said), "note": said.note})
    return toast(request, answer, words) if held else answer


@require_POST
@member_page
@limited("notes.react", "120/minute")
def like(request: HttpRequest, comment: str) -> HttpResponse:
    """Like it (`on=0` takes it back); JSON with the counter."""
    on = request.POST.get("on", "1") != "0"
    found = change_comment.like_comment(cast("User", request.user), comment, on=on)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"on": on, "likes": found.likes})
    return redirect(f"{found.note.address}#c-{found.public_id}")


@require_POST
@member_page
def delete(request: HttpRequest, comment: str) -> HttpResponse:
    """Delete one's own."""
    return _done(request, change_comment.delete_comment, comment, _("Deleted."))


@require_POST
@member_page
def hide(request: HttpRequest, comment: str) -> HttpResponse:
    """Hide one under the account's own note."""
    return _done(request, change_comment.hide_comment, comment, _("Hidden."))


@require_POST
@member_page
def pin(request: HttpRequest, comment: str) -> HttpResponse:
    """Pin it on top, or take it down (`on=0`)."""
    user = cast("User", request.user)
    found = change_comment.pin_comment(user, comment, on=request.POST.get("on", "1") != "0")
    return toast(request, redirect(found.note.address), _("Pinned.") if found.pinned else _("No longer pinned."))


def _done(request: HttpRequest, act: Callable[[User, str], Comment], comment: str, words: str) -> HttpResponse:
    found = act(cast("User", request.user), comment)
    if getattr(request, "htmx", False):
        return toast(request, HttpResponse(""), words)
    return toast(request, redirect(found.note.address), words)
