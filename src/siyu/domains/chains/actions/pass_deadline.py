"""When the deadline of a chain passes, tell whoever made it and whoever is in it, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from siyu.domains.chains.actions.tell_entrants import redraw, tell_deadline
from siyu.domains.chains.models import Chain
from siyu.kernel import clock

_WHY: Final = "chains of every account pass their deadlines"
_LATE: Final = timedelta(days=2)
"""A deadline that passed longer ago than that is news to nobody."""


def pass_deadline(public_id: str) -> bool:
    """Tell it if the deadline that stands now has passed and was not told; True when this call did it.

    One conditional UPDATE claims the telling, so two at a time tell it once; a deadline that was moved is told anew.
    """
    with transaction.atomic():
        due = _due().filter(public_id=public_id)
        if due.update(deadline_told=F("deadline")) != 1:
            return False
        rows = Chain.objects.unscoped(_WHY).select_related("group__conversation", "group__account")
        chain = rows.get(public_id=public_id)
        if chain.group.dissolved_at is None:
            tell_deadline(chain)
            redraw(chain)
    return True


def pass_all_due() -> int:
    """Tell whatever is due, should a waking have been lost; answers how many."""
    recent = _due().filter(deadline__gt=clock.now() - _LATE)
    return sum(pass_deadline(public_id) for public_id in list(recent.values_list("public_id", flat=True)[:1_000]))


def wake_at_deadline(chain: Chain) -> None:
    """Queue the telling for the deadline of a chain; inside the transaction that set it."""
    from siyu.domains.chains.jobs import pass_when_due

    if chain.deadline is not None:
        pass_when_due.using(run_after=chain.deadline).enqueue(chain.public_id)


def _due() -> QuerySet[Chain]:
    rows: QuerySet[Chain] = Chain.objects.unscoped(_WHY).filter(
        state=Chain.State.OPEN, hidden_at=None, held_at=None, deadline__lte=clock.now()
    )
    return rows.filter(Q(deadline_told=None) | ~Q(deadline_told=F("deadline")))
