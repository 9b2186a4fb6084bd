"""The members' way in: a phone number, the code that comes, and in. Log-in and sign-up are one."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.people import conf
from siyu.domains.people.actions.check_code import check_code
from siyu.domains.people.actions.enter_member import enter_by_phone
from siyu.domains.people.actions.send_code import send_code
from siyu.domains.people.adapters.wechat import wechat
from siyu.domains.people.errors import CodeNotSent, WeChatRefused, WrongCode
from siyu.domains.people.models import User
from siyu.domains.people.rules import shown_phone
from siyu.domains.people.web.forms import CodeForm, EnterForm, PhoneForm
from siyu.domains.people.web.waiting import Waiting, forget, remember, safe_next, waiting_of
from siyu.platform.http.limits import TooOften
from siyu.platform.http.member import open_page


@never_cache
@csp_update({"form-action": conf.WECHAT_PAGES})
@open_page
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the number; a POST sends the code and leads on to it."""
    waiting = waiting_of(request)
    if "next" in request.GET:
        waiting.next = safe_next(request, request.GET["next"])
    if request.user.is_authenticated:
        return redirect(waiting.next)
    joining = bool(waiting.wechat and waiting.agreed)
    form = (PhoneForm if joining else EnterForm)(request.POST or None)
    if request.method == "POST":
        waiting.next = safe_next(request, request.POST.get("next", waiting.next))
        if form.is_valid():
            waiting.agreed, waiting.phone = True, form.cleaned_data["phone"]
            remember(request, waiting)
            try:
                _send(request, waiting)
            except (TooOften, CodeNotSent) as refused:
                form.add_error("phone", refused.message)
            else:
                return redirect("enter_code")
    context = {"form": form, "next": waiting.next, "wechat": wechat() is not None, "joining": joining}
    return render(request, "people/enter.html", context, status=422 if form.errors else 200)


@never_cache
@open_page
def code(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code; the right one leads in."""
    waiting = waiting_of(request)
    if not waiting.phone or not waiting.agreed:
        return redirect("enter")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(waiting.phone, form.cleaned_data["code"], browser=waiting.browser)
            user = enter_by_phone(waiting.phone, waiting.person)
        except (WrongCode, WeChatRefused) as refused:
            form.add_error("code", refused.message)
        else:
            return let_in(request, user, waiting)
    context = {"form": form, "phone": shown_phone(waiting.phone), "wait": int(conf.RESEND_AFTER.total_seconds())}
    return render(request, "people/enter_code.html", context, status=422 if form.errors else 200)


@require_POST
@open_page
def again(request: HttpRequest) -> HttpResponse:
    """Send another code to the same number."""
    waiting = waiting_of(request)
    if not waiting.phone or not waiting.agreed:
        return redirect("enter")
    try:
        _send(request, waiting)
    except (TooOften, CodeNotSent) as refused:
        context = {"form": CodeForm(), "phone": shown_phone(waiting.phone), "trouble": refused.message,
                   "wait": min(int(refused.data.get("retry_after", 0)), 60)}  # fmt: skip
        return render(request, "people/enter_code.html", context, status=refused.status)
    return redirect("enter_code")


@require_safe
@open_page
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use in force."""
    return render(request, "people/terms.html", {"version": conf.TERMS_VERSION})


@require_safe
@open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice in force."""
    return render(request, "people/privacy.html", {"version": conf.TERMS_VERSION})


def let_in(request: HttpRequest, user: User, waiting: Waiting) -> HttpResponseBase:
    """Log the user in, under a new session key; whoever has a second factor is asked for it first."""
    forget(request)
    method = "wechat" if waiting.wechat and not waiting.phone else "code"
    record_authentication(request, user, method)
    found: HttpResponseBase = perform_login(request, user, email_verification="none", redirect_url=waiting.next)
    return found


def refusal(request: HttpRequest, message: str) -> HttpResponse:
    """The first page of the way in, with what went wrong."""
    waiting = waiting_of(request)
    context: dict[str, Any] = {
        "form": EnterForm(), "trouble": message, "next": waiting.next, "wechat": wechat() is not None,
    }  # fmt: skip
    return render(request, "people/enter.html", context, status=422)


def _send(request: HttpRequest, waiting: Waiting) -> None:
    send_code(waiting.phone, address=str(request.META.get("REMOTE_ADDR", "")), browser=waiting.browser)
