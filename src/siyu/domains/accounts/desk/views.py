"""The account's settings, staff and audit log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.accounts.actions.add_staff import add_staff
from siyu.domains.accounts.actions.change_account import change_account
from siyu.domains.accounts.actions.change_role import change_role
from siyu.domains.accounts.actions.make_staff_link import make_staff_link, may_make_link
from siyu.domains.accounts.actions.remove_staff import remove_staff, restore_staff
from siyu.domains.accounts.desk.forms import AccountForm, RoleForm, StaffForm
from siyu.domains.accounts.desk.permissions import permission_table, roles_in_words
from siyu.domains.accounts.errors import AlreadyStaff, LastOwner
from siyu.domains.accounts.queries.audit_log import audit_page, recent_acts
from siyu.domains.accounts.queries.invitations import open_invitations
from siyu.domains.accounts.queries.staff import staff_member, staff_of
from siyu.domains.accounts.types import ROLE_LABELS
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

_LINK = "staff_link"


@desk_page("account.settings")
def settings(request: DeskRequest) -> HttpResponse:
    """Name and time zone."""
    account = request.desk.account
    form = AccountForm(request.POST or None, initial={"name": account.name, "time_zone": account.time_zone})
    if request.method == "POST" and form.is_valid():
        change_account(request.desk, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("console:accounts_desk:settings", slug=account.slug)
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)


@desk_page("staff.manage")
def staff(request: DeskRequest) -> HttpResponse:
    """Who works here; a POST adds someone."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_staff(request.desk, **form.cleaned_data)
        except AlreadyStaff as refused:
            form.add_error("email", refused.message)
        else:
            if added.link:
                request.session[_LINK] = {"name": str(added.membership.user), "path": added.link}
            messages.success(request, _("%(name)s works here now.") % {"name": added.membership.user})
            return redirect("console:accounts_desk:staff", slug=request.desk.account.slug)
    return _staff_page(request, form)


def _staff_page(request: DeskRequest, form: StaffForm) -> HttpResponse:
    link = request.session.pop(_LINK, None)
    return render(
        request,
        "accounts/staff.html",
        {
            "form": form,
            "staff": [(one, may_make_link(one)) for one in staff_of(request.desk.account)],
            "roles": ROLE_LABELS,
            "permissions": permission_table(),
            "duties": roles_in_words(),
            "invitations": [
                {
                    "invitation": one,
                    "url": request.build_absolute_uri(reverse("accounts_web:join", args=[one.token])),
                }
                for one in open_invitations(request.desk.account)
            ],
            "link": {**link, "url": request.build_absolute_uri(link["path"])} if link else None,
        },
        status=422 if form.errors else 200,
    )


@require_POST
@desk_page("staff.manage")
def role(request: DeskRequest, user_id: int) -> HttpResponse:
    """Give another role."""
    response = redirect("console:accounts_desk:staff", slug=request.desk.account.slug)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("There is no such role."), field="role")
    try:
        member = change_role(request.desk, user_id, form.cleaned_data["role"])
    except LastOwner as refused:
        return toast(request, response, refused.message, bad=True)
    words = {"name": member.user, "role": ROLE_LABELS[member.role]}
    return toast(request, response, _("%(name)s is now: %(role)s.") % words)


@require_POST
@desk_page("staff.manage")
def remove(request: DeskRequest, user_id: int) -> HttpResponse:
    """End someone's work here; can be undone."""
    slug = request.desk.account.slug
    response = redirect("console:accounts_desk:staff", slug=slug)
    name = str(staff_member(request.desk.account, user_id).user)
    try:
        token = remove_staff(request.desk, user_id)
    except LastOwner as refused:
        return toast(request, response, refused.message, bad=True)
    undo = reverse("console:accounts_desk:restore", kwargs={"slug": slug, "token": token})
    return toast(request, response, _("%(name)s no longer works here.") % {"name": name}, undo=undo)


@require_POST
@desk_page("staff.manage")
def restore(request: DeskRequest, token: str) -> HttpResponse:
    """Undo a removal."""
    restore_staff(request.desk, token)
    return HttpResponse(status=204)


@require_POST
@desk_page("staff.manage")
def link(request: DeskRequest, user_id: int) -> HttpResponse:
    """Make a new link to set a password; shown once."""
    path = make_staff_link(request.desk, user_id)
    request.session[_LINK] = {"name": str(staff_member(request.desk.account, user_id).user), "path": path}
    return redirect("console:accounts_desk:staff", slug=request.desk.account.slug)


@desk_page("account.settings")
def audit_log(request: DeskRequest) -> HttpResponse:
    """Who did what and when."""
    account = request.desk.account
    actor = request.GET.get("actor", "")
    act = request.GET.get("act", "")
    try:
        page = audit_page(
            account, act=act, actor_id=int(actor) if actor else None, cursor=request.GET.get("cursor", "")
        )
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {"page": page, "acts": recent_acts(account), "staff": staff_of(account), "act": act, "actor": actor}
    return render(request, "accounts/audit_log.html", context)
