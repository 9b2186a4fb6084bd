"""Fetch notes and comments with the asker's rights checked; a stranger gets NotFound."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account, Membership
from siyu.domains.notes.models import Comment, Note
from siyu.kernel.errors import NotFound
from siyu.platform.db.prepared import Prepared

_BY_ADDRESS = "a note's address does not name its account"
_role = Prepared(lambda user, account: Membership.objects.filter(user_id=user, account_id=account).values_list("role"))


def role_in(user: Any, account_id: int) -> str:
    """The asker's role in an account; empty for strangers and for whoever is not logged in."""
    if not user.is_authenticated:
        return ""
    found = _role(user.pk, account_id)
    return str(found[0][0]) if found else ""


def writable_accounts(user: Any) -> list[Account]:
    """The accounts in whose name a user may write, by name."""
    roles = policies.PERMISSIONS["content.edit"]
    return list(Account.objects.filter(memberships__user_id=user.pk, memberships__role__in=roles).order_by("name"))


def account_to_write_for(user: Any, slug: str) -> Account:
    """The account with this slug, if the user may write in its name; NotFound otherwise."""
    for account in writable_accounts(user):
        if account.slug == slug:
            return account
    raise NotFound("There is no such account, or you do not write for it.")


def access_note(user: Any, public_id: str) -> Note:
    """A note that the asker may read: published, or of an account they work for. Its account comes along."""
    found = _by_address(public_id, "account")
    if found.state != Note.State.PUBLISHED and not (
        found.state != Note.State.DELETED and policies.may(role_in(user, found.account_id), "content.view")
    ):
        raise _none()
    return found


def published_note(public_id: str) -> Note:
    """A published note, to be acted upon."""
    found = _by_address(public_id)
    if found.state != Note.State.PUBLISHED:
        raise _none()
    return found


def note_to_edit(user: Any, public_id: str, *, lock: bool = False) -> Note:
    """A note, in whatever state, that the asker may change; locked until the end of the transaction on request."""
    found = _by_address(public_id, lock=lock)
    if not policies.may(role_in(user, found.account_id), "content.edit"):
        raise _none()
    return found


def comment_in(public_id: str, *, lock: bool = False) -> Comment:
    """A comment that stands (or waits) beneath a published note, with both."""
    rows = Comment.objects.unscoped("a comment's address does not name its account")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found: Comment | None = rows.select_related("note", "account").filter(public_id=public_id).first()
    if found is None or found.state == Comment.State.DELETED or found.note.state != Note.State.PUBLISHED:
        raise NotFound("There is no such comment.")
    return found


def _by_address(public_id: str, *along: str, lock: bool = False) -> Note:
    rows = Note.objects.unscoped(_BY_ADDRESS).select_related(*(along or ("account", "author", "cover")))
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found: Note | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise _none()
    return found


def _none() -> NotFound:
    return NotFound("There is no such note, or it was taken down.")
