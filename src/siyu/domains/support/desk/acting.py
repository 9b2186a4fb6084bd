"""What staff do to a thread."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.support.actions.assign_thread import assign_thread
from siyu.domains.support.actions.close_thread import close_thread
from siyu.domains.support.actions.look_in import look_in
from siyu.domains.support.actions.note_thread import note_thread, tag_thread
from siyu.domains.support.errors import TakenOver
from siyu.domains.support.queries.access import PERMISSION
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


def _back(request: DeskRequest, conversation: str) -> HttpResponse:
    return redirect("console:support_desk:thread", slug=request.desk.account.slug, conversation=conversation)


@require_POST
@desk_page(PERMISSION)
def assign(request: DeskRequest, conversation: str) -> HttpResponseBase:
    """Take it, hand it over with a note, or put it back."""
    post = request.POST
    try:
        thread = assign_thread(
            request.desk, conversation, post.get("to", ""), post.get("note", ""), was=post.get("was")
        )
    except (TakenOver, Invalid) as refused:
        return toast(request, _back(request, conversation), refused.message, bad=True)
    if thread.assignee is None:
        words = _("Anybody may take it now.")
    elif thread.assignee_id == request.user.pk:
        words = _("It is yours now.")
    else:
        words = _("Handed to %(name)s.") % {"name": thread.assignee}
    return toast(request, _back(request, conversation), words)


@require_POST
@desk_page(PERMISSION)
def close(request: DeskRequest, conversation: str) -> HttpResponseBase:
    """Put it away; the toast takes it back."""
    close_thread(request.desk, conversation)
    place = {"slug": request.desk.account.slug, "conversation": conversation}
    undo = reverse("console:support_desk:reopen", kwargs=place)
    there = redirect("console:support_desk:inbox", slug=request.desk.account.slug)
    return toast(request, there, _("Closed. It opens again by itself when the member writes."), undo=undo)


@require_POST
@desk_page(PERMISSION)
def reopen(request: DeskRequest, conversation: str) -> HttpResponseBase:
    """Open it again."""
    close_thread(request.desk, conversation, closed=False)
    return toast(request, _back(request, conversation), _("It is open again."))


@require_POST
@desk_page(PERMISSION)
def note(request: DeskRequest, conversation: str) -> HttpResponseBase:
    """Write a note for colleagues."""
    try:
        note_thread(request.desk, conversation, request.POST.get("text", ""))
    except Invalid as wrong:
        return toast(request, _back(request, conversation), wrong.message, bad=True)
    return _back(request, conversation)


@require_POST
@desk_page(PERMISSION)
def tag(request: DeskRequest, conversation: str) -> HttpResponseBase:
    """Put a tag on, or take it off with `off=1`."""
    try:
        tag_thread(request.desk, conversation, request.POST.get("tag", ""), worn=request.POST.get("off") != "1")
    except Invalid as wrong:
        return toast(request, _back(request, conversation), wrong.message, bad=True)
    return _back(request, conversation)


@require_POST
@desk_page(PERMISSION)
def looking(request: DeskRequest, conversation: str) -> HttpResponse:
    """A sign that the asker has the thread before them: `state` reading, writing or gone, `seq` read so far."""
    state, seq = request.POST.get("state", ""), request.POST.get("seq", "0")
    if not seq.isdigit() or len(seq) > 15:
        raise Invalid("Not a number.", field="seq")
    look_in(request.desk, conversation, writing=state == "writing", gone=state == "gone", seq=int(seq))
    return HttpResponse(status=204)
