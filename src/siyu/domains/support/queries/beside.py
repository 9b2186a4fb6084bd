"""What stands beside a thread at the desk: who the member is to the account, notes, who else looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.queries.access import living_person
from siyu.domains.fans.queries.person_page import person_page
from siyu.domains.fans.types import PersonPage
from siyu.domains.members.queries.profiles import card_of
from siyu.domains.members.types import Card
from siyu.domains.support import conf
from siyu.domains.support.models import Looking, Thread, ThreadNote, ThreadTag
from siyu.domains.support.rules import Clock, clock_of
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


@dataclass(frozen=True)
class Beside:
    """Everything beside the talk. `person` is None for roles that do not see fans and before the first fact."""

    card: Card
    person: PersonPage | None
    notes: Sequence[ThreadNote]
    tags: Sequence[str]
    others: Sequence[Looking]
    clock: Clock


def beside(desk: Desk, thread: Thread) -> Beside:
    """Gather it; the caller has fetched the thread by access_thread."""
    notes = ThreadNote.objects.of(desk.account).filter(thread=thread).select_related("by", "to")
    tags = ThreadTag.objects.of(desk.account).filter(thread=thread).order_by("name")
    return Beside(
        card=card_of(thread.user),
        person=_person(desk, thread),
        notes=list(notes.order_by("-pk")[: conf.NOTES_SHOWN]),
        tags=list(tags.values_list("name", flat=True)),
        others=others_looking(desk, thread),
        clock=clock_of(thread.waiting_since, clock.now(), conf.support_conf(desk.account).sla_seconds),
    )


def others_looking(desk: Desk, thread: Thread) -> list[Looking]:
    """Colleagues who gave a sign in the last seconds, those who write first."""
    since = clock.now() - timedelta(seconds=conf.LOOKING_SECONDS)
    rows = Looking.objects.of(desk.account).filter(thread=thread, at__gte=since).exclude(user=desk.user)
    return list(rows.select_related("user").order_by("-writing", "-at"))


def _person(desk: Desk, thread: Thread) -> PersonPage | None:
    if thread.person_id is None or not desk.may("fans.view"):
        return None
    try:
        person = living_person(desk.account, thread.person_id)
    except NotFound:
        return None
    return person_page(desk.account, person.pk)
