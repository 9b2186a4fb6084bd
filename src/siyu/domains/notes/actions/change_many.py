"""Hide, delete or bring back many notes or comments of an account at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.notes.actions import change_comment, remove_note
from siyu.domains.notes.models import Comment, Note
from siyu.kernel.errors import Invalid

MOST: Final = 100
"""So many at a time: what one page of a list can hold."""
_NOTE_ACTS: Final[dict[str, Callable[..., Any]]] = {
    "hide": remove_note.hide_note,
    "delete": remove_note.delete_note,
    "restore": remove_note.restore_note,
}
_COMMENT_ACTS: Final[dict[str, Callable[..., Any]]] = {
    "hide": change_comment.hide_comment,
    "show": change_comment.show_comment,
}


def change_notes(desk: Desk, act: str, public_ids: Iterable[str]) -> list[str]:
    """Do it to the account's own among these; answers their ids. Raises Forbidden, Invalid for an unknown act."""
    desk.require("content.edit")
    return _change(desk, _act(_NOTE_ACTS, act), Note.objects.of(desk.account), public_ids)


def change_comments(desk: Desk, act: str, public_ids: Iterable[str]) -> list[str]:
    """The same for comments under the account's published notes."""
    desk.require("content.edit")
    rows = Comment.objects.of(desk.account).filter(note__state=Note.State.PUBLISHED)
    return _change(desk, _act(_COMMENT_ACTS, act), rows.exclude(state=Comment.State.DELETED), public_ids)


def _act(acts: dict[str, Callable[..., Any]], name: str) -> Callable[..., Any]:
    if name not in acts:
        raise Invalid(f"There is no act {name!r}.", field="act")
    return acts[name]


def _change(desk: Desk, act: Callable[..., Any], rows: Any, public_ids: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(public_ids))[:MOST]
    with transaction.atomic():
        ours: list[str] = list(rows.filter(public_id__in=wanted).order_by("pk").values_list("public_id", flat=True))
        for public_id in ours:
            act(desk.user, public_id)
    return ours
