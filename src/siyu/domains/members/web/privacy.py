"""隐私: what is known about me and where, what I allowed, why I got messages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.members.actions.give_consent import give_consent, set_personalised, withdraw_consent
from siyu.domains.members.queries.consents import consents_of, personalised
from siyu.domains.members.queries.known_about_me import accounts_that_know, known_at
from siyu.domains.members.queries.messages_got import messages_got
from siyu.domains.members.queries.own_data import export_of, standing_erasure
from siyu.domains.members.types import CHANNELS, PURPOSES
from siyu.domains.members.web.asker import brand_of
from siyu.domains.people.queries.asking import user_of
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_safe
@member_page
def overview(request: HttpRequest) -> HttpResponse:
    """The head of 隐私."""
    user = user_of(request)
    context = {
        "accounts": accounts_that_know(user),
        "consents": len(consents_of(user)),
        "personalised": personalised(user),
        "export": export_of(user),
        "erasure": standing_erasure(user),
    }
    return render(request, "members/privacy.html", context)


@require_safe
@member_page
def at_account(request: HttpRequest, brand: str) -> HttpResponse:
    """What one account knows about me, and what I allowed it."""
    user, account = user_of(request), brand_of(brand)
    held = {(row.purpose, row.channel): row for row in consents_of(user, account)}
    table = [
        {"purpose": purpose, "label": label,
         "channels": [{"channel": c, "label": words, "held": held.get((purpose, c))} for c, words in CHANNELS.items()]}
        for purpose, label in PURPOSES.items()
    ]  # fmt: skip
    context = {"account": account, "sections": known_at(account, user), "table": table}
    return render(request, "members/privacy_at.html", context)


@require_POST
@member_page
def consent(request: HttpRequest, brand: str) -> HttpResponse:
    """Give (`on`) or withdraw one consent."""
    user, account = user_of(request), brand_of(brand)
    purpose, channel = request.POST.get("purpose", ""), request.POST.get("channel", "")
    change = give_consent if request.POST.get("on") else withdraw_consent
    change(user, account, purpose, channel)
    return toast(request, redirect("my_privacy_at", brand=account.slug), _("Saved."))


@require_POST
@member_page
def personalisation(request: HttpRequest) -> HttpResponse:
    """Switch personalisation on or off."""
    on = bool(request.POST.get("on"))
    set_personalised(user_of(request), on=on)
    said = _("Personalisation is on.") if on else _("Personalisation is off: you see what everyone sees.")
    return toast(request, redirect("my_privacy"), said)


@require_safe
@member_page
def messages_page(request: HttpRequest) -> HttpResponse:
    """Each message of the last time, from whom, and why."""
    return render(request, "members/messages_why.html", {"messages_got": messages_got(user_of(request))})
