"""Matrix accounts: the organisation this account belongs to."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.accounts.actions import join_matrix as joining
from siyu.domains.accounts.queries.matrix import matrix_of
from siyu.kernel.errors import SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.limits import limited
from siyu.platform.http.toasts import toast


@require_safe
@desk_page("account.settings")
def show(request: DeskRequest) -> HttpResponse:
    """The accounts of the organisation, or how to make or join one."""
    matrix = matrix_of(request.user, request.desk.account)
    own = next((one for one in matrix.seats if one.account == request.desk.account), None) if matrix else None
    return render(request, "accounts/matrix.html", {"matrix": matrix, "own": own})


@require_POST
@desk_page("account.settings")
def make(request: DeskRequest) -> HttpResponse:
    """Make an organisation."""
    return _after(request, lambda: joining.make_matrix(request.desk, request.POST.get("name", "")), _("Made."))


@require_POST
@desk_page("account.settings")
@limited("accounts.matrix", "20/hour")
def join(request: DeskRequest) -> HttpResponse:
    """Bring this account into an organisation."""
    return _after(request, lambda: joining.join_matrix(request.desk, request.POST.get("code", "")), _("Joined."))


@require_POST
@desk_page("account.settings")
def share(request: DeskRequest) -> HttpResponse:
    """Choose whether the figures are combined."""
    shares = request.POST.get("shares") == "1"
    return _after(request, lambda: joining.share_in_matrix(request.desk, shares=shares), _("Saved."))


@require_POST
@desk_page("account.settings")
def leave(request: DeskRequest) -> HttpResponse:
    """Take this account out."""
    return _after(request, lambda: joining.leave_matrix(request.desk), _("This account stands alone again."))


def _after(request: DeskRequest, act: Callable[[], object], said: str) -> HttpResponse:
    back = redirect("console:accounts_desk:matrix", slug=request.desk.account.slug)
    try:
        act()
    except SiyuError as refused:
        if refused.status in {403, 404}:
            raise
        return toast(request, back, refused.message, bad=True)
    return toast(request, back, said)
