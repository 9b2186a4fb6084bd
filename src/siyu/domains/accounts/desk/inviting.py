"""Invitations to the staff by link."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.accounts.actions.invite_staff import invite_staff, withdraw_invitation
from siyu.domains.accounts.desk.forms import RoleForm
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_POST
@desk_page("staff.manage")
def make(request: DeskRequest) -> HttpResponse:
    """Make a link for a role."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("There is no such role."), field="role")
    invite_staff(request.desk, form.cleaned_data["role"])
    back = redirect("console:accounts_desk:staff", slug=request.desk.account.slug)
    return toast(request, back, _("The link is ready. Send it to one person."))


@require_POST
@desk_page("staff.manage")
def withdraw(request: DeskRequest, invitation: int) -> HttpResponse:
    """End a link that nobody took yet."""
    withdraw_invitation(request.desk, invitation)
    back = redirect("console:accounts_desk:staff", slug=request.desk.account.slug)
    return toast(request, back, _("The link no longer works."))
