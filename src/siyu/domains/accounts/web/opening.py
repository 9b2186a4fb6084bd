"""My pro accounts, and opening one in one step."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from siyu.domains.accounts.actions.open_personal_account import open_personal_account
from siyu.domains.accounts.queries.access import memberships_of
from siyu.domains.accounts.queries.slugs import propose_slug
from siyu.domains.accounts.rules import NAME_MOST, clean_line
from siyu.domains.accounts.web.forms import OpeningForm
from siyu.domains.people.models import User
from siyu.kernel.errors import SiyuError
from siyu.platform.http.limits import limited, spend
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_safe
@member_page
def mine(request: HttpRequest) -> HttpResponse:
    """The accounts I work for, with the way to their pages and consoles."""
    return render(request, "accounts/mine.html", {"memberships": memberships_of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
def open_one(request: HttpRequest) -> HttpResponse:
    """The form; a POST opens the account and leads on to `next`, else to its page."""
    user, onward = cast("User", request.user), request.POST.get("next") or request.GET.get("next", "")
    form = OpeningForm(request.POST or None, initial={"name": user.name[:NAME_MOST]})
    if request.method == "POST" and form.is_valid():
        spend("accounts.open", "10/day", f"user:{user.pk}")
        try:
            account = open_personal_account(user, **form.cleaned_data)
        except SiyuError as refused:
            field = refused.data.get("field")
            form.add_error(field if field in form.fields else None, refused.message)
        else:
            ours = url_has_allowed_host_and_scheme(onward, None)
            answer = redirect(onward) if ours else redirect("account_home", brand=account.slug)
            return toast(request, answer, _("%(name)s is open.") % {"name": account.name})
    context = {"form": form, "next": onward}
    return render(request, "accounts/open.html", context, status=422 if form.errors else 200)


@require_safe
@member_page
@limited("accounts.address", "60/minute")
def address(request: HttpRequest) -> HttpResponse:
    """An address proposed for the typed name, as the field to swap in."""
    name = clean_line(request.GET.get("name", ""))[:NAME_MOST]
    form = OpeningForm(initial={"slug": propose_slug(name) if len(name) > 1 else ""})
    return render(request, "accounts/address_field.html", {"form": form})
