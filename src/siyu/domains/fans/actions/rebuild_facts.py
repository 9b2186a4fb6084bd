"""Recompute what the event store holds from the transactional store: facts of imported rows, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.platform.registry import Registry

Rebuilder = Callable[[Account], int]

rebuilders: Final[Registry[Rebuilder]] = Registry("fans.rebuilders")
"""Filled by domains above that keep rows of which facts were stated: (account) → how many facts were restated.

A rebuilder restates through the outbox under the same event ids, so that doing it again changes nothing.
"""


def rebuild_facts(account: Account) -> dict[str, int]:
    """Mirror all persons, restate the facts of every rebuilder, and set right whose facts are whose.

    Persons come first: standings are refreshed as facts arrive, and only for persons whom the mirror shows.
    """
    from siyu.domains.fans.actions.mirror_persons import mirror_persons  # Arrow: not for who only registers here
    from siyu.domains.fans.actions.reattribute_facts import reattribute_facts
    from siyu.platform.outbox import relay

    persons = mirror_persons(account)
    restated = {name: rebuild(account) for name, rebuild in rebuilders}
    relay.deliver_all()
    return {**restated, "persons": persons, "identities_corrected": len(reattribute_facts(account))}
