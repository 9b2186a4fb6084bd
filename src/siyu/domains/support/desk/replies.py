"""Quick replies: their list and form, and those that fit a thread."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siyu.domains.support.actions.keep_quick_reply import (
    count_use,
    drop_quick_reply,
    keep_quick_reply,
    restore_quick_reply,
)
from siyu.domains.support.models import QuickReply
from siyu.domains.support.queries.access import PERMISSION, access_thread
from siyu.domains.support.queries.quick_replies import VARIABLES, all_replies, replies_for
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def listing(request: DeskRequest) -> HttpResponseBase:
    """All of them, the one of `id` in the form; a POST keeps one."""
    post, trouble = request.POST, None
    if request.method == "POST":
        try:
            keep_quick_reply(
                request.desk, post.get("shortcut", ""), post.get("text", ""), shared=post.get("shared") == "1",
                public_id=post.get("id", ""),
            )  # fmt: skip
        except Invalid as wrong:
            trouble = wrong
        else:
            there = redirect("console:support_desk:replies", slug=request.desk.account.slug)
            return toast(request, there, _("Kept."))
    replies = all_replies(request.desk)
    edited = next((one for one in replies if one.public_id == (post or request.GET).get("id")), None)
    context = {
        "replies": replies,
        "edited": edited,
        "may_share": request.desk.may("groups.manage"),
        "variables": VARIABLES[: len(VARIABLES) // 2],
        "trouble": trouble,
        "wrong": trouble.data.get("field", "") if trouble else "",
        "values": _values(post if trouble else None, edited),
    }
    return render(request, "support/desk/replies.html", context, status=422 if trouble else 200)


@require_POST
@desk_page(PERMISSION)
def drop(request: DeskRequest, reply: str) -> HttpResponseBase:
    """Throw one away."""
    drop_quick_reply(request.desk, reply)
    slug = request.desk.account.slug
    undo = reverse("console:support_desk:restore_reply", kwargs={"slug": slug, "reply": reply})
    return toast(request, redirect("console:support_desk:replies", slug=slug), _("Thrown away."), undo=undo)


@require_POST
@desk_page(PERMISSION)
def restore(request: DeskRequest, reply: str) -> HttpResponseBase:
    """Bring one back."""
    restore_quick_reply(request.desk, reply)
    return toast(request, redirect("console:support_desk:replies", slug=request.desk.account.slug), _("Kept."))


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def fitting(request: DeskRequest, conversation: str) -> HttpResponse:
    """Those that fit `q`, filled in for the thread's member; a POST counts the use of `id`."""
    thread = access_thread(request.desk, conversation)
    if request.method == "POST":
        count_use(request.desk, request.POST.get("id", ""))
        return HttpResponse(status=204)
    found = replies_for(request.desk, thread, request.GET.get("q", "").strip()[:20])
    return JsonResponse({"replies": [asdict(one) for one in found]})


def _values(post: QueryDict | None, edited: QuickReply | None) -> dict[str, Any]:
    """What stands in the form: as it was sent, or the one being changed, or nothing."""
    if post is not None:
        return {name: post.get(name, "") for name in ("shortcut", "text", "shared", "id")}
    if edited is None:
        return {}
    shared = edited.owner_id is None
    return {"shortcut": edited.shortcut, "text": edited.text, "shared": shared, "id": edited.public_id}
