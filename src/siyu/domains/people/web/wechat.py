"""Log-in with WeChat: to WeChat, and back."""

from __future__ import annotations

import secrets
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.people.actions.enter_member import enter_by_wechat, join_wechat
from siyu.domains.people.adapters.wechat import wechat
from siyu.domains.people.errors import WeChatRefused
from siyu.domains.people.web.views import let_in, refusal
from siyu.domains.people.web.waiting import remember, safe_next, waiting_of
from siyu.kernel.errors import NotFound
from siyu.platform.http.member import open_page
from siyu.platform.http.toasts import toast
from siyu.platform.settings import settings


@require_POST
@open_page
def start(request: HttpRequest) -> HttpResponse:
    """Go to WeChat; whoever is logged in joins it to their log-in, others have agreed to the terms first."""
    provider = wechat()
    if provider is None:
        raise NotFound("Log-in with WeChat is off.")
    waiting = waiting_of(request)
    waiting.next = safe_next(request, request.POST.get("next", ""))
    if not request.user.is_authenticated and request.POST.get("agree") != "on":
        return refusal(request, _("Please read the terms and the privacy notice, and tick the box if you agree."))
    waiting.agreed, waiting.state = True, secrets.token_urlsafe(24)
    waiting.phone, waiting.wechat = "", None
    waiting.inside = "MicroMessenger" in request.headers.get("User-Agent", "")
    remember(request, waiting)
    back = request.build_absolute_uri(reverse("enter_wechat_back"))
    return redirect(provider.address(back, waiting.state, inside=waiting.inside))


@never_cache
@require_safe
@open_page
def back(request: HttpRequest) -> HttpResponseBase:
    """WeChat sent the browser back: in, or on to the phone number that a new member needs."""
    provider, waiting = wechat(), waiting_of(request)
    if provider is None:
        raise NotFound("Log-in with WeChat is off.")
    state, waiting.state = waiting.state, ""
    if not state or not constant_time_compare(state, request.GET.get("state", "")):
        return refusal(request, _("WeChat sent somebody else back. Please try again."))
    remember(request, waiting)
    try:
        person = provider.person(request.GET.get("code", ""), inside=waiting.inside)
        if request.user.is_authenticated:
            join_wechat(request.user, person)
            return toast(request, redirect(waiting.next), _("Your WeChat is joined to this log-in."))
        user = enter_by_wechat(person)
    except WeChatRefused as refused:
        if request.user.is_authenticated:
            return toast(request, redirect(waiting.next), refused.message, bad=True)
        return refusal(request, refused.message)
    waiting.wechat = asdict(person)
    if user is None:
        remember(request, waiting)
        return redirect("enter")
    return let_in(request, user, waiting)


@require_safe
@open_page
def sandbox(request: HttpRequest) -> HttpResponse:
    """What stands in for WeChat where the settings say so: one says who one is."""
    if settings().wechat_provider != "sandbox":
        raise NotFound("There is no sandbox here.")
    return render(request, "people/wechat_sandbox.html", {"state": request.GET.get("state", "")})
