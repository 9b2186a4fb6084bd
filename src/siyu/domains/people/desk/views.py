"""One's own log-in: name, language, theme, password, second factor."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.people.actions.change_preferences import change_preferences
from siyu.domains.people.desk.forms import PreferencesForm, ProfileForm
from siyu.domains.people.models import User
from siyu.domains.people.queries.factors import factors_of

_YEAR = 365 * 24 * 3600


@login_required
def me(request: HttpRequest) -> HttpResponse:
    """One's own log-in; a POST changes the name."""
    user = cast(User, request.user)
    form = ProfileForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        change_preferences(user, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("people:me")
    context = {"form": form, "authenticators": factors_of(user)}
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


def locked_out(request: HttpRequest, *_said: Any, **_more: Any) -> HttpResponse:
    """Say plainly that the door is shut for a while, and what to do."""
    return render(request, "people/locked_out.html", status=429)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose language and theme: kept with the user who is logged in, and in cookies for pages before log-in."""
    form = PreferencesForm(request.POST)
    asked = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    response = redirect(asked if safe else "/console/")
    if not form.is_valid():
        return response
    chosen = {field: value for field, value in form.cleaned_data.items() if value}
    if request.user.is_authenticated:
        change_preferences(request.user, **chosen)
    for field, cookie in (("language", settings.LANGUAGE_COOKIE_NAME), ("theme", "theme")):
        if field in chosen:
            response.set_cookie(cookie, chosen[field], max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response
