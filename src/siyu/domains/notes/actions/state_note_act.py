"""State what a member did with a note as a fact, once."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.models import Membership
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.notes.models import Note
from siyu.domains.people.models import User
from siyu.kernel.clock import to_ms
from siyu.kernel.ids import derived_id


def state_note_act(note: Note, user: User, kind: str, *distinct: str, props: dict[str, Any] | None = None) -> None:
    """State the fact, inside the transaction of the act; the same act (told apart by `distinct`) is one fact.

    What an account's own people do with its notes is no fact about fans and is not stated.
    """
    if Membership.objects.filter(account_id=note.account_id, user=user).exists():
        return
    event_id = derived_id(to_ms(note.created_at), kind, note.public_id, user.uid, *distinct)
    state_act(note.account, user, kind, object_type="note", object_id=note.public_id, props=props, event_id=event_id)
