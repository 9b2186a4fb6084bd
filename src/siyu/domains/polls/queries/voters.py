"""Who chose what, where votes carry names."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from siyu.domains.chat.queries.faces import faces_of
from siyu.domains.chat.types import Face
from siyu.domains.polls import conf
from siyu.domains.polls.models import Choice, Pick, Poll
from siyu.kernel.errors import NotFound
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class Chosen:
    """A choice and a page of those who took it."""

    choice: Choice
    page: Page[Face]


def voters_for(poll: Poll, number: int, cursor: str = "") -> Chosen:
    """A page of those who took a choice, first come first. Raises NotFound for anonymous polls, always; ValueError."""
    if poll.anonymous:
        raise NotFound(_("Votes of this poll carry no names."))
    choice = Choice.objects.of(poll.account_id).filter(poll=poll, number=number).first()
    if choice is None:
        raise NotFound(_("There is no such choice."))
    rows = Pick.objects.of(poll.account_id).filter(choice=choice).order_by("pk")
    if cursor:
        after = decode_id(cursor)
        rows = rows.filter(pk__gt=after)
    found = list(rows.values_list("pk", "vote__user_id")[: conf.VOTERS_PAGE + 1])
    shown = found[: conf.VOTERS_PAGE]
    faces = faces_of(poll.group.conversation, [user for _pk, user in shown])
    following = encode_cursor(shown[-1][0]) if len(found) > conf.VOTERS_PAGE else None
    return Chosen(choice, Page([faces[user] for _pk, user in shown if user in faces], following))
