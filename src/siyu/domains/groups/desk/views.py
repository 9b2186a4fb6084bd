"""The console's pages of groups: the list, one group, its form, and what staff do there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.chat.queries.page import talk_page
from siyu.domains.fans.conf import fans_conf
from siyu.domains.groups import conf
from siyu.domains.groups.actions.announce import announce
from siyu.domains.groups.actions.dissolve_group import dissolve_group, restore_group
from siyu.domains.groups.actions.edit_group import edit_group
from siyu.domains.groups.actions.export_members import export_members
from siyu.domains.groups.actions.invite_many import invite_many
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.open_group import open_group
from siyu.domains.groups.actions.remove_member import lift_ban
from siyu.domains.groups.actions.review_request import review_request
from siyu.domains.groups.actions.set_member_remark import set_member_remark
from siyu.domains.groups.desk.forms import form_values, read_group_form
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.domains.groups.queries.desk_list import group_page, kinds_counted
from siyu.domains.groups.queries.invitations import invitation_path, open_invitations
from siyu.domains.groups.queries.members import announcement_receipts, member_page
from siyu.domains.groups.rules import SIZES
from siyu.domains.groups.types import KIND_LABELS, POLICY_LABELS, STATE_LABELS
from siyu.domains.groups.web.leading import do_act
from siyu.domains.segments.queries.segments import living
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast


def _to(request: DeskRequest, name: str, **more: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse(f"console:groups_desk:{name}", kwargs={"slug": request.desk.account.slug, **more})
    )


def _cursor(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest) -> HttpResponse:
    """All groups of the account."""
    search, kind = request.GET.get("q", "").strip()[:30], request.GET.get("kind", "")
    try:
        page = group_page(request.desk.account, search, kind, _cursor(request))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    counted = kinds_counted(request.desk.account)
    kinds = [{"name": name, "label": label, "n": counted.get(name, 0)} for name, label in KIND_LABELS.items()]
    context = {"page": page, "search": search, "kind": kind, "kinds": kinds, "all": counted["all"]}
    return render(request, "groups/desk/list.html", context)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def new(request: DeskRequest) -> HttpResponseBase:
    """Open a group."""
    trouble = None
    if request.method == "POST":
        try:
            group = open_group(request.desk, read_group_form(request.POST))
            return toast(request, _to(request, "group", group=group.public_id), _("The group is open."))
        except Invalid as wrong:
            trouble = wrong
    return _form(request, None, trouble)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def edit(request: DeskRequest, group: str) -> HttpResponseBase:
    """Change a group."""
    lead = lead_as_staff(request.desk, group)
    trouble = None
    if request.method == "POST":
        try:
            edit_group(request.desk, group, read_group_form(request.POST))
            return toast(request, _to(request, "group", group=group), _("Saved."))
        except Invalid as wrong:
            trouble = wrong
    return _form(request, lead.group, trouble)


def _form(request: DeskRequest, group: Group | None, trouble: Invalid | None) -> HttpResponse:
    account = request.desk.account
    context = {
        "group": group,
        "values": form_values(group, request.POST if request.method == "POST" else None),
        "trouble": trouble,
        "wrong": trouble.data.get("field", "") if trouble else "",
        "kinds": [(name, KIND_LABELS[name], *SIZES[name]) for name in SIZES],
        "policies": list(POLICY_LABELS.items()),
        "segments": list(living(account).order_by("name").values_list("slug", "name")),
        "tiers": [(step.code, step.zh) for step in fans_conf(account).tiers],
    }
    return render(request, "groups/desk/form.html", context, status=422 if trouble else 200)


@require_GET
@desk_page("groups.view")
def group(request: DeskRequest, group: str) -> HttpResponse:
    """One group: its talk, where staff speak as the account, and its figures."""
    lead = lead_as_staff(request.desk, group, "groups.view")
    seen, everyone = announcement_receipts(lead.group)
    may_speak = request.desk.may("inbox.answer")
    seat = access_conversation(request.user, group)
    context = {
        **desk_head(request.desk, lead.group, "talk"),
        "seen": seen,
        "everyone": everyone,
        "may_speak": may_speak,
        **talk_page(seat, request.user, leads=request.desk.may("groups.manage"), voice="account"),
    }
    return render(request, "groups/desk/group.html", context)


@require_GET
@desk_page("groups.view")
def members(request: DeskRequest, group: str) -> HttpResponse:
    """The members with remarks, answers, roles; other standings by `?state=`."""
    lead = lead_as_staff(request.desk, group, "groups.view")
    state = request.GET.get("state", "active")
    state = state if state in STATE_LABELS else "active"
    search = request.GET.get("q", "").strip()[:30]
    try:
        page = member_page(lead.group, search, _cursor(request), state=state)
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        **desk_head(request.desk, lead.group, "members"), "lead": lead, "page": page, "search": search, "state": state,
        "states": list(STATE_LABELS.items()), "minutes": conf.MUTE_MINUTES, "now": clock.now(),
    }  # fmt: skip
    return render(request, "groups/desk/members.html", context)


@require_POST
@desk_page("groups.manage")
def act(request: DeskRequest, group: str, uid: str) -> HttpResponse:
    """Do something to a member, decide an application, or write a remark."""
    lead = lead_as_staff(request.desk, group)
    wanted = request.POST.get("act", "")
    if wanted == "remark":
        set_member_remark(lead, uid, request.POST.get("remark", ""))
        words = _("Saved.")
    elif wanted == "unban":
        lift_ban(lead, uid)
        words = _("They can find the group again.")
    elif wanted in {"approve", "refuse"}:
        review_request(lead, uid, approve=wanted == "approve", reason=request.POST.get("reason", ""))
        words = _("Approved.") if wanted == "approve" else _("Refused.")
    else:
        words = do_act(lead, uid, request)
    state = request.POST.get("state", "active")
    back = _to(request, "members", group=group)
    back["Location"] += f"?state={state}" if state in STATE_LABELS and state != "active" else ""
    return toast(request, back, words)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def inviting(request: DeskRequest, group: str) -> HttpResponseBase:
    """Invitations: links, and everyone of a segment at once."""
    lead = lead_as_staff(request.desk, group)
    if request.method == "POST":
        if request.POST.get("segment"):
            number = invite_many(request.desk, group, request.POST["segment"])
            words = ngettext("%(n)s member was invited.", "%(n)s members were invited.", number) % {"n": number}
        else:
            days = request.POST.get("days", "")
            make_invitation(lead, int(days) if days.isdigit() else 0)
            words = _("The invitation is made.")
        return toast(request, _to(request, "invite", group=group), words)
    open_ones = [
        {"invitation": one, "url": request.build_absolute_uri(invitation_path(one))}
        for one in open_invitations(lead.group)
    ]
    context = {
        **desk_head(request.desk, lead.group, "invite"), "invitations": open_ones, "days": conf.INVITATION_DAYS,
        "segments": list(living(request.desk.account).order_by("name").values_list("slug", "name")),
    }  # fmt: skip
    return render(request, "groups/desk/invite.html", context)


@require_POST
@desk_page("groups.manage")
def announcing(request: DeskRequest, group: str) -> HttpResponse:
    """Put up an announcement."""
    announce(lead_as_staff(request.desk, group), request.POST.get("text", ""))
    return toast(request, _to(request, "group", group=group), _("Announced."))


@require_POST
@desk_page("groups.manage")
def dissolve(request: DeskRequest, group: str) -> HttpResponse:
    """Dissolve the group; the toast brings it back."""
    dissolve_group(lead_as_staff(request.desk, group))
    undo = reverse("console:groups_desk:restore", kwargs={"slug": request.desk.account.slug, "group": group})
    return toast(
        request, _to(request, "list"), _("The group is dissolved. It can be brought back for 7 days."), undo=undo
    )


@require_POST
@desk_page("groups.manage")
def restore(request: DeskRequest, group: str) -> HttpResponse:
    """Bring a dissolved group back."""
    restore_group(lead_as_staff(request.desk, group))
    return toast(request, _to(request, "group", group=group), _("The group is back."))


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, group: str) -> HttpResponse:
    """The members as a file."""
    return csv_file(export_members(request.desk, group), f"{request.desk.account.slug}-group-{group}")
