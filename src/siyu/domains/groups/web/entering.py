"""The way into a group: what it says of itself, asking, accepting the rules, leaving."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.groups.actions.accept_rules import accept_rules
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.withdraw_request import withdraw_request
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import access_joinable
from siyu.domains.groups.queries.family import next_with_place
from siyu.domains.groups.queries.notice import notice_of
from siyu.domains.groups.types import KIND_LABELS, POLICY_LABELS
from siyu.domains.groups.web.asking import asker, back_to
from siyu.domains.groups.web.talk import show_talk
from siyu.kernel.errors import NotFound, SiyuError
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page
from siyu.platform.http.toasts import toast


@require_GET
@open_page
def group(request: HttpRequest, group: str) -> HttpResponseBase:
    """The chat for members, the way in for everyone else."""
    found, member, _invitation = access_joinable_or_talk(request, group)
    if member is not None and member.state == GroupMember.State.ACTIVE:
        return show_talk(request, found, member)
    return _door(request, found, member)


def access_joinable_or_talk(request: HttpRequest, public_id: str) -> tuple[Any, GroupMember | None, Any]:
    """As `access_joinable`, but who is in a group that review hid stays in it."""
    try:
        return access_joinable(request.user, public_id, request.GET.get("invite", ""))
    except NotFound:
        from siyu.domains.groups.queries.access import access_group

        return *access_group(request.user, public_id), None


def _door(
    request: HttpRequest, group: Any, member: GroupMember | None, *, trouble: SiyuError | None = None
) -> HttpResponse:
    full = group.members >= group.capacity
    context = {
        "group": group,
        "member": member,
        "state": member.state if member else "",
        "invite": request.POST.get("invite") or request.GET.get("invite", ""),
        "kind": KIND_LABELS[group.kind],
        "policy": POLICY_LABELS[group.policy],
        "notice": notice_of(group),
        "full": full,
        "parallel": next_with_place(group) if full else None,
        "questions": list(zip(group.questions, [*request.POST.getlist("answer"), *[""] * 9], strict=False)),
        "trouble": trouble,
    }
    return render(request, "groups/door.html", context, status=trouble.status if trouble else 200)


@require_POST
@member_page
@limited("groups.join", "20/hour")
def join(request: HttpRequest, group: str) -> HttpResponseBase:
    """Ask to join; with the rules accepted whoever may is in at once."""
    accepted = request.POST.get("accepted", "")
    invite = request.POST.get("invite", "")
    try:
        member = ask_to_join(
            asker(request),
            group,
            answers=request.POST.getlist("answer"),
            invite=invite,
            consent=request.POST.get("consent") == "on",
            accepted=int(accepted) if accepted.isdigit() else 0,
        )
    except NotFound:
        raise
    except SiyuError as refused:
        found, member_now, _invitation = access_joinable(request.user, group, invite)
        return _door(request, found, member_now, trouble=refused)
    words = _("Welcome!") if member.state == GroupMember.State.ACTIVE else _("Sent. You will hear from us.")
    waiting = member.state == GroupMember.State.APPROVED
    return back_to("group", group) if waiting else toast(request, back_to("group", group), words)


@require_POST
@member_page
def accept(request: HttpRequest, group: str) -> HttpResponseBase:
    """Accept the rules of today and be in."""
    accepted = request.POST.get("accepted", "")
    try:
        accept_rules(asker(request), group, int(accepted) if accepted.isdigit() else 0)
    except NotFound:
        raise
    except SiyuError as refused:
        found, member, _invitation = access_joinable(request.user, group)
        return _door(request, found, member, trouble=refused)
    return toast(request, back_to("group", group), _("Welcome!"))


@require_POST
@member_page
def withdraw(request: HttpRequest, group: str) -> HttpResponseBase:
    """Take the application back."""
    withdraw_request(asker(request), group)
    return toast(request, HttpResponseRedirect(reverse("groups:mine")), _("Withdrawn."))


@require_POST
@member_page
def leave(request: HttpRequest, group: str) -> HttpResponseBase:
    """Leave the group."""
    leave_group(asker(request), group)
    return toast(request, HttpResponseRedirect(reverse("groups:mine")), _("You have left the group."))
