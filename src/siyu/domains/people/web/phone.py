"""Another phone number for a log-in: a code goes there first."""

from __future__ import annotations

import secrets
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from siyu.domains.people.actions.change_phone import change_phone
from siyu.domains.people.actions.check_code import check_code
from siyu.domains.people.actions.send_code import send_code
from siyu.domains.people.models import User
from siyu.domains.people.rules import shown_phone
from siyu.domains.people.web.forms import CodeForm, PhoneForm
from siyu.kernel.errors import SiyuError
from siyu.platform.http.member import member_page

_WAITING = "new_phone"
_AFTERWARDS = "/my/settings/"


@never_cache
@member_page
def ask(request: HttpRequest) -> HttpResponse:
    """The new number."""
    form = PhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        waiting = {"phone": form.cleaned_data["phone"], "browser": secrets.token_hex(16)}
        try:
            send_code(waiting["phone"], address=str(request.META.get("REMOTE_ADDR", "")), browser=waiting["browser"])
        except SiyuError as refused:
            form.add_error("phone", refused.message)
        else:
            request.session[_WAITING] = waiting
            return redirect("phone_code")
    return render(request, "people/phone.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@member_page
def code(request: HttpRequest) -> HttpResponse:
    """The code that came there."""
    waiting = request.session.get(_WAITING)
    if not waiting:
        return redirect("phone")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(waiting["phone"], form.cleaned_data["code"], browser=waiting["browser"])
            change_phone(cast("User", request.user), waiting["phone"])
        except SiyuError as refused:
            form.add_error("code", refused.message)
        else:
            del request.session[_WAITING]
            messages.success(request, _("Your number is changed."))
            return redirect(_AFTERWARDS)
    context = {"form": form, "phone": shown_phone(waiting["phone"])}
    return render(request, "people/phone.html", context, status=422 if form.errors else 200)
