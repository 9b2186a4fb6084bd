"""One poll: voting, results, who chose what, ending it, taking it away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.groups.types import Lead
from siyu.domains.people.queries.asking import user_of
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.close_poll import close_poll
from siyu.domains.polls.actions.remove_poll import remove_poll, restore_poll
from siyu.domains.polls.models import Poll
from siyu.domains.polls.queries.access import access_poll, access_removed, may_close
from siyu.domains.polls.queries.counting import view_of
from siyu.domains.polls.queries.pages import card_context, list_url, poll_url, starter_name
from siyu.domains.polls.queries.voters import voters_for
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_GET
@member_page
def poll(request: HttpRequest, group: str, poll: str) -> HttpResponse:
    """The poll with its choices, to vote and to look."""
    return _page(request, *access_poll(user_of(request), group, poll))


def _page(request: HttpRequest, lead: Lead, poll: Poll, trouble: Invalid | None = None) -> HttpResponse:
    view = view_of(poll, lead.user)
    context = {
        "group": lead.group, "poll": poll, "view": view, "trouble": trouble, "leads": lead.may("play"),
        "starter": starter_name(poll),
        "may_close": may_close(lead, poll) and not view.over and poll.seq is not None,
        "voting": view.votes_now and (not view.voted or "again" in request.GET or trouble is not None),
    }  # fmt: skip
    return render(request, "polls/poll.html", context, status=422 if trouble else 200)


@require_POST
@member_page
@limited("polls.vote", "60/minute")
def vote(request: HttpRequest, group: str, poll: str) -> HttpResponseBase:
    """Vote or vote otherwise: answers the card to the card, and leads back to the page."""
    user = user_of(request)
    sent = request.POST.getlist("choice")[:50]
    picked = [int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0 for number in sent]
    try:
        found = cast_vote(user, group, poll, picked)
    except Invalid as wrong:
        if getattr(request, "htmx", False):
            raise
        return _page(request, *access_poll(user, group, poll), wrong)
    if getattr(request, "htmx", False):
        return render(request, "polls/card.html", card_context(found, user))
    return toast(request, HttpResponseRedirect(poll_url(found)), _("Your vote counts."))


@require_GET
@member_page
def voters(request: HttpRequest, group: str, poll: str, choice: int) -> HttpResponse:
    """Who took a choice; only where votes carry names and the counts are shown."""
    lead, found = access_poll(user_of(request), group, poll)
    view = view_of(found, lead.user)
    if not view.counted:
        raise NotFound(_("The results are not shown yet."))
    try:
        chosen = voters_for(found, choice, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {"group": lead.group, "poll": found, "view": view, "chosen": chosen}
    return render(request, "polls/voters.html", context)


@require_POST
@member_page
def close(request: HttpRequest, group: str, poll: str) -> HttpResponseBase:
    """End it before its time."""
    lead, found = access_poll(user_of(request), group, poll)
    close_poll(lead, found)
    return toast(request, HttpResponseRedirect(poll_url(found)), _("The poll is over."))


@require_POST
@member_page
def remove(request: HttpRequest, group: str, poll: str) -> HttpResponseBase:
    """Take it away; the toast brings it back."""
    lead, found = access_removed(user_of(request), group, poll)
    remove_poll(lead, found)
    undo = reverse("polls:restore", kwargs={"group": group, "poll": poll})
    return toast(request, HttpResponseRedirect(list_url(lead.group)), _("The poll is removed."), undo=undo)


@require_POST
@member_page
def restore(request: HttpRequest, group: str, poll: str) -> HttpResponseBase:
    """Bring it back."""
    lead, found = access_removed(user_of(request), group, poll)
    restore_poll(lead, found)
    return toast(request, HttpResponseRedirect(list_url(lead.group)), _("The poll is back."))
