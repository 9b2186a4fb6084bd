"""How often an account's cards were shown in public feeds, its fan value, and the rule that holds for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.notes.queries.exposure import account_in_feeds, own_days, platform_days
from siyu.domains.notes.ranking.heat import factor_of
from siyu.platform.http.desk import DeskRequest, desk_page

Text = str | Promise


@dataclass(frozen=True)
class Part:
    """A part of fan value: its name, how its figure is said, and what raises it."""

    label: Text
    format: str
    how: Text


PARTS: Final[dict[str, Part]] = {
    "reply": Part(_("Time to the first answer"), "minutes", _("Answer within ten minutes while you are open.")),
    "repurchase": Part(_("Repurchase rate"), "percent", _("Bring buyers back: reminders, small lists, fan clubs.")),
    "refund": Part(_("Refund rate"), "percent", _("Show what people get; sizes and colours as they are.")),
    "complaint": Part(
        _("Complaints that held, per 1,000 followers"), "number", _("Keep to the convention; settle quarrels yourself.")
    ),
    "output": Part(_("Weeks with a note, of the last eight"), "share", _("Publish something every week.")),
}


@desk_page("content.view")
def show(request: DeskRequest) -> HttpResponse:
    """Own exposure by day, fan value part by part, and the share of ordinary accounts everywhere."""
    account = account_in_feeds(request.desk)
    days = own_days(request.desk)
    parts = [(PARTS[name], found["figure"], found["points"]) for name, found in account.parts.items() if name in PARTS]
    missing = [part for name, part in PARTS.items() if name not in account.parts]
    context = {
        "account": account,
        "factor": factor_of(account.value),
        "days": days,
        "most": max((day.served for day in days), default=0),
        "parts": parts,
        "missing": missing,
        "platform": platform_days(7),
    }
    return render(request, "notes/desk_exposure.html", context)
