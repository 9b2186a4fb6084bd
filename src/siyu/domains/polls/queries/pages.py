"""Polls by page: those of a group for its members, and the card in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.faces import erased_face, faces_of
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import standing
from siyu.domains.people.models import User
from siyu.domains.polls import conf
from siyu.domains.polls.models import Poll
from siyu.domains.polls.queries.access import shown_polls
from siyu.domains.polls.queries.counting import is_over, view_of, voters_of
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class PollRow:
    """A poll as lists show it."""

    poll: Poll
    voters: int
    over: bool


def poll_page(group: Group, user: User, state: str = "", cursor: str = "") -> Page[PollRow]:
    """A page of the polls that a member sees, newest first. Two queries. Raises ValueError."""
    return page_of(in_state(shown_polls(group, user), state), cursor)


def page_of(rows: QuerySet[Poll], cursor: str) -> Page[PollRow]:
    """A page of polls, newest first, with how many voted. Two queries. Raises ValueError."""
    rows = rows.order_by("-pk")
    if cursor:
        before = decode_id(cursor)
        rows = rows.filter(pk__lt=before)
    found = list(rows[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    voters = voters_of(shown)
    told = [PollRow(poll, voters.get(poll.pk, 0), is_over(poll)) for poll in shown]
    return Page(told, encode_cursor(shown[-1].pk) if len(found) > conf.PAGE else None)


def in_state(rows: QuerySet[Poll], state: str) -> QuerySet[Poll]:
    """Only those that take votes (open) or take none any more (over); all for anything else."""
    over = Q(closed_at__isnull=False) | Q(deadline__lte=clock.now())
    return rows.filter(over) if state == "over" else rows.exclude(over) if state == "open" else rows


def poll_url(poll: Poll) -> str:
    """The address of a poll for its group."""
    return reverse("polls:poll", kwargs={"group": poll.group.public_id, "poll": poll.public_id})


def start_url(group: Group) -> str:
    """Where a member starts one."""
    return reverse("polls:start", kwargs={"group": group.public_id})


def list_url(group: Group) -> str:
    """Where the polls of a group stand."""
    return reverse("polls:list", kwargs={"group": group.public_id})


def list_note(group: Group, user: User) -> str:
    """How many are open, in a few words."""
    number = in_state(shown_polls(group, user), "open").count()
    return ngettext("%(n)s open poll", "%(n)s open polls", number) % {"n": number} if number else ""


def starter_name(poll: Poll) -> str:
    """Who asked, as the group calls them. Three queries at the most."""
    faces = faces_of(poll.group.conversation, [poll.starter_id] if poll.starter_id else [])
    return faces.get(poll.starter_id or 0, erased_face()).name


def render_card(user: Any, message: Message) -> tuple[str, dict[str, Any]] | None:
    """The card of a poll in the chat of its group, as the viewer sees it; None when it is gone."""
    conversation = message.conversation
    rows = Group.objects.of(conversation.account_id).select_related("account")
    group = rows.get(conversation_id=conversation.pk)
    poll = shown_polls(group, user).filter(public_id=str(message.body.get("id", ""))).first()
    if poll is None:
        return None
    poll.group = group
    return "polls/card.html", card_context(poll, user)


def card_context(poll: Poll, user: Any) -> dict[str, Any]:
    """What `polls/card.html` asks for."""
    member = standing(user, poll.group)
    inside = member is not None and member.state == member.State.ACTIVE
    return {"view": view_of(poll, user, member=inside), "poll": poll, "group": poll.group, "inside": inside}
