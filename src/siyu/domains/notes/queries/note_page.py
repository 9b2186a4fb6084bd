"""What the page of a note shows, in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from siyu.domains.accounts import policies
from siyu.domains.media.models import Asset
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.media.types import card_shown
from siyu.domains.notes.models import Note, Reaction
from siyu.domains.notes.queries.access import access_note, role_in
from siyu.domains.notes.queries.faces import face_of_account
from siyu.domains.notes.types import Face
from siyu.platform.db.prepared import Prepared

_reactions = Prepared(lambda note, user: Reaction.objects.filter(note_id=note, user_id=user).values_list("kind"))


@dataclass(frozen=True)
class NotePage:
    """A note with its pictures, its author's face, its card, and what its looker did, is (`role`) and may do."""

    note: Note
    pictures: list[Asset]
    face: Face
    card: tuple[str, dict[str, Any]] | None
    liked: bool
    collected: bool
    role: str
    may_edit: bool


def note_page(user: Any, public_id: str) -> NotePage:
    """The page for this looker; raises NotFound. At most four queries, and what its card needs."""
    note = access_note(user, public_id)
    mine: set[str] = set()
    if user.is_authenticated:
        mine = {kind for (kind,) in _reactions(note.pk, user.pk)}
    role = role_in(user, note.account_id)
    return NotePage(
        note=note,
        pictures=assets_in_order(note.pictures),
        face=face_of_account(note.account),
        card=card_shown(note.account, note.card) if note.card else None,
        liked="like" in mine,
        collected="collect" in mine,
        role=role,
        may_edit=policies.may(role, "content.edit"),
    )
