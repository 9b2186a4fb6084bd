"""Say that one came: while the entry is open for it, once."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.people.models import User
from siyu.domains.programmes import conf
from siyu.domains.programmes.actions.telling import redraw
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.models import Attendance
from siyu.domains.programmes.queries.access import lock_entry, see_entry
from siyu.domains.programmes.rules import fault_to_attend
from siyu.domains.programmes.types import FAULTS
from siyu.kernel import clock
from siyu.kernel.ids import derived_id


def attend_entry(user: User, group_id: str, entry_id: str) -> Attendance:
    """Write down that the member came; whoever is written down answers what is known. Raises NotFound, NotNow."""
    sight = see_entry(user, group_id, entry_id)
    account = sight.lead.group.account
    with transaction.atomic():
        entry = lock_entry(sight)
        known: Attendance | None = Attendance.objects.of(account).filter(entry=entry, user=user).first()
        if known is not None:
            return known
        now, off = clock.now(), entry.cancelled_at is not None
        why = fault_to_attend(entry.starts_at, entry.ends_at, now, conf.open_minutes(account), cancelled=off)
        if why:
            raise NotNow(str(FAULTS[why]), why=why)
        came = Attendance(account=account, entry=entry, user=user, at=now)
        came.save(force_insert=True)
        state_act(
            account, user, "programme.attended", object_type="programme", object_id=entry.public_id, at=now,
            props={"group": sight.lead.group.public_id, "kind": entry.kind},
            event_id=derived_id(clock.to_ms(now), "programme.attended", entry.public_id, user.uid),
        )  # fmt: skip
        redraw(entry)
    return came
