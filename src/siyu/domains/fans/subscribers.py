"""What fans do when others state something: mirror persons, set right whose facts are whose, refresh standings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import F

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.actions.reattribute_facts import reattribute_facts
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.domains.fans.models import Ruler
from siyu.domains.fans.queries.person_trees import chunks
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import FACTS_TOPIC, unpack

AT_ONCE: Final = 20_000
LEAST_DRIFT: Final = 50
SMALL: Final = 50_000
"""So many persons are rebuilt in a second: their ruler is renewed at once, that of larger accounts by a job."""
_OWN_KINDS: Final = pa.array(
    [KINDS[name].code for name in ("person.tagged", "person.untagged", "tier.changed")], pa.uint16()
)
"""What we state ourselves moves no figure of a standing."""


@dataclass
class _Heard:
    """What one delivery says about one account."""

    mirrored: set[int] = field(default_factory=set)
    loud: set[int] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)
    owners: set[tuple[int, int]] = field(default_factory=set)


def refresh_persons(messages: list[OutboxMessage]) -> None:
    """Take in facts and changed persons; may come twice, the second time finds nothing to do."""
    heard: defaultdict[int, _Heard] = defaultdict(_Heard)
    for message in messages:
        _listen(heard[message.account_id], message)
    for account in Account.objects.filter(pk__in=heard):
        _refresh(account, heard[account.pk])


def _listen(heard: _Heard, message: OutboxMessage) -> None:
    if message.topic == FACTS_TOPIC and message.batch is not None:
        facts = unpack(message.batch)
        others = pc.invert(pc.is_in(facts["kind"], value_set=_OWN_KINDS))
        facts = facts.filter(pc.and_(pc.not_equal(facts["person"], 0), others))
        heard.loud.update(facts["person"].to_pylist())
        heard.owners.update(zip(facts["identity"].to_pylist(), facts["person"].to_pylist(), strict=True))
        return
    persons = [int(person) for person in message.payload["persons"]]
    heard.mirrored.update(persons)
    (heard.quiet if message.payload.get("quiet") else heard.loud).update(persons)


def _refresh(account: Account, heard: _Heard) -> None:
    corrected = reattribute_facts(account, heard.owners)
    heard.loud.update(corrected.values())
    for batch in chunks(sorted(heard.mirrored), AT_ONCE):
        mirror_persons(account, batch)
    for batch in chunks(sorted(heard.quiet), AT_ONCE):
        rebuild_standings(account, batch, announce=False)
    loud = sorted(heard.loud - heard.quiet)
    if loud and not _measured_anew(account, len(loud)):
        for batch in chunks(loud, AT_ONCE):
            rebuild_standings(account, batch)


def _measured_anew(account: Account, changed: int) -> bool:
    """Rebuild everyone when a tenth of the buyers changed since the ruler was made: at once, or by a job if many."""
    ruler = Ruler.objects.filter(pk=account.pk).first()
    if ruler is not None and ruler.drift + changed < max(LEAST_DRIFT, ruler.buyers // 10):
        Ruler.objects.filter(pk=account.pk).update(drift=F("drift") + changed)
        return False
    if ruler is None or max(ruler.buyers, changed) <= SMALL:
        rebuild_standings(account)
        return True
    from siyu.domains.fans.jobs import rebuild_later

    Ruler.objects.filter(pk=account.pk).update(drift=0)
    rebuild_later(account.pk)
    return False
