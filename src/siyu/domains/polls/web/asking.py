"""The polls of a group, and the page where one is started."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from siyu.domains.chat.errors import MayNotSpeak
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.errors import Muted, RefusedText
from siyu.domains.people.models import User
from siyu.domains.polls import conf
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.models.poll import CHOICE_LENGTH, QUESTION_LENGTH
from siyu.domains.polls.queries.access import may_start
from siyu.domains.polls.queries.pages import poll_page, poll_url
from siyu.domains.polls.types import SHOWS_LABELS, PollForm
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, SiyuError
from siyu.kernel.ids import short_id
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast

STATES: Final[dict[str, Promise]] = {"open": gettext_lazy("Takes votes"), "over": gettext_lazy("Over")}
_PLAIN_ROWS: Final = 4
"""Choices that the form shows at once; the others unfold."""


@require_GET
@member_page
def listing(request: HttpRequest, group: str) -> HttpResponse:
    """The polls of the group, newest first."""
    user = cast("User", request.user)
    lead = lead_as_member(user, group)
    state = request.GET.get("state", "")
    try:
        page = poll_page(lead.group, user, state, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        "group": lead.group, "page": page, "state": state, "states": STATES.items(), "may_start": may_start(lead),
    }  # fmt: skip
    return render(request, "polls/list.html", context)


@require_http_methods(["GET", "POST"])
@member_page
def start(request: HttpRequest, group: str) -> HttpResponseBase:
    """Ask the group something; a POST starts the poll and leads to it."""
    user = cast("User", request.user)
    lead = lead_as_member(user, group)
    if not may_start(lead):
        raise Forbidden(_("In this group only those who lead it start polls."))
    trouble: SiyuError | None = None
    if request.method == "POST":
        try:
            poll = start_poll(user, group, _read(request, lead), request.POST.get("nonce", ""))
        except (Invalid, RefusedText, Muted, MayNotSpeak) as wrong:
            trouble = wrong
        else:
            words = _("The poll is in the chat.") if poll.seq else _("The poll waits for review; then it is shown.")
            return toast(request, HttpResponseRedirect(poll_url(poll)), words)
    return render(request, "polls/start.html", _form(request, lead, trouble), status=422 if trouble else 200)


def _form(request: HttpRequest, lead: Lead, trouble: SiyuError | None) -> dict[str, Any]:
    """The page with what was sent, if anything."""
    sent = request.POST
    texts = [*sent.getlist("choice"), *[""] * conf.MOST_CHOICES][: conf.MOST_CHOICES]
    rows = list(enumerate(texts, 1))
    asked = request.method == "POST"
    return {
        "group": lead.group, "trouble": trouble, "field": trouble.data.get("field", "") if trouble else "",
        "nonce": sent.get("nonce") or short_id(), "question": sent.get("question", ""),
        "first": rows[:_PLAIN_ROWS], "more": rows[_PLAIN_ROWS:], "unfolded": any(texts[_PLAIN_ROWS:]),
        "most": sent.get("most", "1"), "mosts": range(2, conf.MOST_CHOICES + 1),
        "anonymous": "anonymous" in sent, "changeable": "changeable" in sent or not asked,
        "shows": sent.get("shows", "always"), "shows_labels": SHOWS_LABELS.items(),
        "deadline": sent.get("deadline", ""), "question_length": QUESTION_LENGTH, "choice_length": CHOICE_LENGTH,
    }  # fmt: skip


def _read(request: HttpRequest, lead: Lead) -> PollForm:
    """The sent form; raises Invalid for a time that is none. `most` 0 stands for as many as there are."""
    sent = request.POST
    choices = tuple(text for text in sent.getlist("choice")[: conf.MOST_CHOICES + 1] if text.strip())
    most = sent.get("most", "1")
    number = int(most) if most.isascii() and most.isdigit() and len(most) <= 2 else -1
    return PollForm(
        question=sent.get("question", ""), choices=choices, most=number or max(len(choices), 1),
        anonymous="anonymous" in sent, changeable="changeable" in sent, shows=sent.get("shows", "always"),
        deadline=_instant(sent.get("deadline", ""), lead),
    )  # fmt: skip


def _instant(text: str, lead: Lead) -> datetime | None:
    if not text.strip():
        return None
    try:
        return clock.parse_instant(text, lead.group.account.time_zone)
    except (ValueError, OverflowError) as broken:
        raise Invalid(_("Write the time as the field offers it."), field="deadline") from broken
