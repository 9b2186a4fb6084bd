"""What those who lead do with a programme: call off, bring back, show in the chat, copy a week, hand out the file."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.programmes.actions.call_off_entry import bring_back_entry, call_off_entry
from siyu.domains.programmes.actions.copy_week import copy_week
from siyu.domains.programmes.actions.export_attendance import export_entry
from siyu.domains.programmes.actions.post_cards import post_entry, post_week
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.queries.access import see_entry
from siyu.domains.programmes.types import Copied
from siyu.domains.programmes.web.asking import address, asker, read_day, to_entry, to_week
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.http.files import csv_file
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_POST
@member_page
def call_off(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """Call an entry off; the toast brings it back."""
    try:
        call_off_entry(see_entry(asker(request), group, entry), request.POST.get("words", ""))
    except (Invalid, NotNow, RefusedText) as wrong:
        return toast(request, to_entry(group, entry), str(wrong.message), bad=True)
    undo = address("bring_back", group, entry)
    return toast(request, to_entry(group, entry), _("Called off. Whoever wished a reminder hears of it."), undo=undo)


@require_POST
@member_page
def bring_back(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """It takes place after all."""
    bring_back_entry(see_entry(asker(request), group, entry))
    return toast(request, to_entry(group, entry), _("It takes place after all."))


@require_POST
@member_page
def show(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """Show an entry in the chat."""
    try:
        post_entry(see_entry(asker(request), group, entry), request.POST.get("nonce", ""))
    except NotNow as wrong:
        return toast(request, to_entry(group, entry), str(wrong.message), bad=True)
    return toast(request, to_entry(group, entry), _("It stands in the chat."))


@require_POST
@member_page
def show_week(request: HttpRequest, group: str) -> HttpResponseBase:
    """Show a week in the chat."""
    lead = lead_as_member(asker(request), group)
    day = read_day(request.POST.get("week", "")) or clock.local_day(clock.now(), lead.group.account.time_zone)
    post_week(lead, day, request.POST.get("nonce", ""))
    return toast(request, to_week(group, day), _("The week stands in the chat."))


@require_POST
@member_page
def copy(request: HttpRequest, group: str) -> HttpResponseBase:
    """Copy a week into the next, and lead there."""
    lead = lead_as_member(asker(request), group)
    day = read_day(request.POST.get("week", "")) or clock.local_day(clock.now(), lead.group.account.time_zone)
    done = copy_week(lead, day, request.POST.get("nonce", ""))
    return toast(request, to_week(group, day + timedelta(days=7)), copied_words(done))


def copied_words(done: Copied) -> str:
    """What copying a week did, in words."""
    if not done.written:
        return _("Nothing was copied: it is there already, or the days are over.")
    words = ngettext("%(n)s entry is copied.", "%(n)s entries are copied.", done.written) % {"n": done.written}
    if not done.there:
        return words
    left_out = ngettext("%(n)s was left out.", "%(n)s were left out.", done.there) % {"n": done.there}
    return f"{words} {left_out}"


@require_POST
@member_page
def export(request: HttpRequest, group: str, entry: str) -> HttpResponse:
    """Who wished and who came, as a file."""
    return csv_file(export_entry(see_entry(asker(request), group, entry)), f"programme-{entry}")
