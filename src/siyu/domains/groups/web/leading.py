"""What those who lead do: applications, invitations, muting, removing, roles, dissolving."""

from __future__ import annotations

from io import BytesIO

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.groups import conf
from siyu.domains.groups.actions.appoint_member import appoint_member, transfer_group
from siyu.domains.groups.actions.dissolve_group import dissolve_group
from siyu.domains.groups.actions.make_invitation import make_invitation, revoke_invitation
from siyu.domains.groups.actions.mute_member import mute_member
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.actions.review_request import review_request
from siyu.domains.groups.queries.access import lead_as_member, valid_invitation
from siyu.domains.groups.queries.invitations import invitation_path, open_invitations
from siyu.domains.groups.queries.members import member_page
from siyu.domains.groups.types import Lead
from siyu.domains.groups.web.asking import asker, back_to
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http import member as guard
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "POST"])
@guard.member_page
def requests(request: HttpRequest, group: str) -> HttpResponseBase:
    """Applications with their answers; POST decides one."""
    lead = lead_as_member(request.user, group)
    lead.require("review")
    if request.method == "POST":
        approve = request.POST.get("decision") == "approve"
        review_request(lead, request.POST.get("uid", ""), approve=approve, reason=request.POST.get("reason", ""))
        words = _("Approved.") if approve else _("Refused.")
        return toast(request, back_to("requests", group), words)
    page = member_page(lead.group, state="asked", cursor=_cursor(request))
    return render(request, "groups/requests.html", {"group": lead.group, "page": page})


def _cursor(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")


@require_http_methods(["GET", "POST"])
@guard.member_page
def invite(request: HttpRequest, group: str) -> HttpResponseBase:
    """Invitations as links and QR codes; POST makes one or takes one back."""
    lead = lead_as_member(request.user, group)
    lead.require("invite")
    if request.method == "POST":
        if request.POST.get("revoke"):
            revoke_invitation(lead, request.POST["revoke"])
        else:
            days, most = request.POST.get("days", "7"), request.POST.get("most") or "0"
            if not (days.isdigit() and most.isdigit()):
                raise Invalid(_("Choose how long the invitation holds and for how many."), field="days")
            make_invitation(lead, int(days), int(most))
        return back_to("invite", group)
    open_ones = [
        {"invitation": one, "url": request.build_absolute_uri(invitation_path(one))}
        for one in open_invitations(lead.group)
    ]
    context = {"group": lead.group, "invitations": open_ones, "days": conf.INVITATION_DAYS}
    return render(request, "groups/invite.html", context)


@require_GET
@guard.member_page
def qr(request: HttpRequest, group: str, token: str) -> HttpResponse:
    """An open invitation as a QR code."""
    lead = lead_as_member(request.user, group)
    lead.require("invite")
    invitation = valid_invitation(lead.group, token)
    if invitation is None:
        raise NotFound(_("This invitation is over. Ask for a new one."))
    invitation.group = lead.group
    code = segno.make(request.build_absolute_uri(invitation_path(invitation)), error="m")
    picture = BytesIO()
    code.save(picture, kind="svg", scale=6, border=2, dark="#1f1a17", light="#ffffff", xmldecl=False)
    answer = HttpResponse(picture.getvalue(), "image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@guard.member_page
def act(request: HttpRequest, group: str, uid: str) -> HttpResponseBase:
    """Do something to a member: mute, remove, ban, appoint, hand over."""
    lead = lead_as_member(request.user, group)
    words = do_act(lead, uid, request)
    page = "about" if request.POST.get("act") == "transfer" else "members"
    return toast(request, back_to(page, group), words)


def do_act(lead: Lead, uid: str, request: HttpRequest) -> str:
    """The act that the form names; answers what to say. Raises Invalid for no such act."""
    wanted, reason = request.POST.get("act", ""), request.POST.get("reason", "")
    if wanted == "mute":
        minutes = request.POST.get("minutes", "")
        mute_member(lead, uid, int(minutes) if minutes.isdigit() else -1)
        return _("Muted.") if minutes != "0" else _("May speak again.")
    if wanted in {"remove", "ban"}:
        remove_member(lead, uid, ban=wanted == "ban", reason=reason)
        return _("Removed.")
    if wanted == "appoint":
        appoint_member(lead, uid, request.POST.get("role", ""))
        return _("The role is changed.")
    if wanted == "transfer":
        transfer_group(lead, uid)
        return _("The group is handed over.")
    raise Invalid("There is no such act.", field="act")


@require_POST
@guard.member_page
def dissolve(request: HttpRequest, group: str) -> HttpResponseBase:
    """Dissolve the group."""
    dissolve_group(lead_as_member(asker(request), group))
    words = _("The group is dissolved. For 7 days it can be brought back at the desk.")
    return toast(request, HttpResponseRedirect(reverse("groups:mine")), words)
