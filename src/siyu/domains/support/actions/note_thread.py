"""Write a note that only staff see; sort threads by words."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.support import conf
from siyu.domains.support.actions.tell_desk import tell_desk
from siyu.domains.support.models import ThreadNote, ThreadTag
from siyu.domains.support.models.thread import NOTE_LENGTH, TAG_LENGTH
from siyu.domains.support.queries.access import access_thread
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def note_thread(desk: Desk, conversation: str, text: str) -> ThreadNote:
    """Keep a note beside the thread; the member never sees it. Raises Forbidden, NotFound, Invalid."""
    thread, text = access_thread(desk, conversation), text.strip()
    if not text or len(text) > NOTE_LENGTH:
        raise Invalid(_("A note has 1 to %(n)s characters.") % {"n": NOTE_LENGTH}, field="text")
    with transaction.atomic():
        note: ThreadNote = ThreadNote.objects.create(
            account=desk.account, thread=thread, by=desk.user, text=text, at=clock.now()
        )
        tell_desk(thread, "note")
    return note


def tag_thread(desk: Desk, conversation: str, name: str, *, worn: bool = True) -> None:
    """Put a word on the thread or take it off; twice does nothing. Raises Forbidden, NotFound, Invalid."""
    thread, name = access_thread(desk, conversation), " ".join(name.split())
    if not name or len(name) > TAG_LENGTH:
        raise Invalid(_("A tag has 1 to %(n)s characters.") % {"n": TAG_LENGTH}, field="tag")
    rows = ThreadTag.objects.of(desk.account).filter(thread=thread)
    with transaction.atomic():
        if not worn:
            rows.filter(name=name).delete()
        elif not rows.filter(name=name).exists():
            if rows.count() >= conf.TAGS_MOST:
                raise Invalid(_("A conversation has at most %(n)s tags.") % {"n": conf.TAGS_MOST}, field="tag")
            ThreadTag.objects.bulk_create(
                [ThreadTag(account=desk.account, thread=thread, name=name)], ignore_conflicts=True
            )
        tell_desk(thread, "tag")
