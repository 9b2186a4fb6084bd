"""How people and accounts are shown beside notes, and who is shut out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.members.queries.blocking import blocked_among
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.types import Face
from siyu.domains.people.models import User


def faces_of(user_ids: Iterable[int]) -> dict[int, Face]:
    """User id → how they are shown. One query."""
    cards = cards_of({user_id for user_id in user_ids if user_id})
    return {pk: Face(card.name, card.avatar_url, card.uid) for pk, card in cards.items()}


def face_of_account(account: Account) -> Face:
    """How an account is shown."""
    return Face(account.name, url=f"/a/{account.slug}/")


def nobody() -> Face:
    """How somebody is shown who is gone."""
    return Face(_("A member who left"))


def name_of(comment: Comment) -> str:
    """The name that stands above a comment."""
    if comment.by_account:
        return comment.account.name
    return faces_of([comment.user_id]).get(comment.user_id, nobody()).name if comment.user_id else nobody().name


def shut_out(user: User, note: Note, answered: Comment | None) -> bool:
    """Whether a block stands between the member and the note's author, or whom they answer."""
    others = {note.author_id, answered.user_id if answered else None} - {None, user.pk}
    return bool(blocked_among(user, (other for other in others if other is not None)))
