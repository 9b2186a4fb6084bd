"""Following accounts, and blocking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.members.actions import block_somebody
from siyu.domains.members.actions.follow_account import follow_account, unfollow_account
from siyu.domains.members.queries.blocked_list import blocked_list
from siyu.domains.members.queries.following import follows_page, is_following
from siyu.domains.members.queries.profiles import member_by_uid
from siyu.domains.members.web.asker import back_to, brand_of
from siyu.domains.people.queries.asking import user_of
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_safe
@member_page
def follows(request: HttpRequest) -> HttpResponse:
    """The accounts one follows, found by a part of the name."""
    search = request.GET.get("q", "").strip()[:40]
    before = request.GET.get("before", "")
    rows, more = follows_page(user_of(request), search=search, before=int(before) if before.isdigit() else None)
    context = {"rows": rows, "more": more, "search": search}
    part = bool(getattr(request, "htmx", False)) and bool(before)
    return render(request, "members/follow_rows.html" if part else "members/follows.html", context)


@require_POST
@member_page
@limited("members.follow", "60/minute")
def follow(request: HttpRequest, brand: str) -> HttpResponse:
    """Follow the account (`act` is `follow`), or stop to; HTMX gets the button as it is now."""
    account, user = brand_of(brand), user_of(request)
    if request.POST.get("act") == "unfollow":
        unfollow_account(user, account)
    else:
        follow_account(user, account)
    if getattr(request, "htmx", False):
        context = {"account": account, "following": is_following(user, account)}
        return render(request, "members/follow_button.html", context)
    return redirect(back_to(request, "/my/follows/"))


@require_safe
@member_page
def blocks(request: HttpRequest) -> HttpResponse:
    """Whom and what one has blocked."""
    members, accounts = blocked_list(user_of(request))
    return render(request, "members/blocks.html", {"members": members, "accounts": accounts})


@require_POST
@member_page
@limited("members.block", "60/hour")
def block_member(request: HttpRequest, uid: str) -> HttpResponse:
    """Block a member, or make peace (`act` is `unblock`)."""
    user, other = user_of(request), member_by_uid(uid)
    if request.POST.get("act") == "unblock":
        block_somebody.unblock_user(user, other)
        said = _("You can meet each other again.")
    else:
        block_somebody.block_user(user, other)
        said = _("Blocked. Neither of you can write to the other.")
    return toast(request, redirect(back_to(request, "/my/blocks/")), said)


@require_POST
@member_page
@limited("members.block", "60/hour")
def block_brand(request: HttpRequest, brand: str) -> HttpResponse:
    """Block an account, or make peace (`act` is `unblock`)."""
    user, account = user_of(request), brand_of(brand)
    if request.POST.get("act") == "unblock":
        block_somebody.unblock_account(user, account)
        said = _("You will meet what it says again.")
    else:
        block_somebody.block_account(user, account)
        said = _("Blocked. You will not meet what it says any more.")
    return toast(request, redirect(back_to(request, "/my/blocks/")), said)
