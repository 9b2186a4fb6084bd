"""Hide an entry after review, or bring it back: its doors among what can be reported."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.urls import reverse

from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.domains.programmes.actions.telling import redraw, wake
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import see_entry
from siyu.kernel import clock
from siyu.kernel.errors import NotFound

_WHY: Final = "a public id names one thing of one account; who reviews is checked by moderation"


def describe_entry(target: str) -> Described:
    """An entry as reviewers see it; raises NotFound."""
    entry = _entry(target)
    url = reverse("programmes:entry", kwargs={"group": entry.group.public_id, "entry": entry.public_id})
    told = "\n".join(word for word in (entry.about, entry.host_name, entry.place, entry.link) if word)
    return Described(entry.title, told or entry.title, entry.by_id or 0, entry.account_id, url)


def check_sees_entry(user: User, target: str) -> None:
    """Raise NotFound for whoever does not see the entry themselves."""
    see_entry(user, _entry(target).group.public_id, target)


def hide_entry(target: str, _reason: str) -> None:
    """Show it to no member any more, and remind of it no more."""
    with transaction.atomic():
        entry = _entry(target)
        Entry.objects.of(entry.account_id).filter(pk=entry.pk, hidden_at=None).update(hidden_at=clock.now())
        redraw(entry)


def restore_entry(target: str) -> None:
    """Show it again."""
    with transaction.atomic():
        entry = _entry(target)
        if Entry.objects.of(entry.account_id).filter(pk=entry.pk).exclude(hidden_at=None).update(hidden_at=None):
            wake(entry)
            redraw(entry)


def _entry(target: str) -> Entry:
    rows = Entry.objects.unscoped(_WHY).select_related("group__conversation")
    found: Entry | None = rows.filter(public_id=target).first()
    if found is None:
        raise NotFound(target=target)
    return found
