"""Let tags fall off whose time is over."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import merging
from siyu.domains.fans.events import UNTAGGED, PersonFact, person_facts
from siyu.domains.fans.models import Person, PersonTag
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_trees import home_identities, moved_identities
from siyu.kernel import clock
from siyu.platform.outbox.statement import state_facts

AT_ONCE: Final = 1_000


def expire_tags(account: Account) -> int:
    """Take off every tag of the account whose `expires_at` has come, a thousand a transaction; answers how many.

    States person.untagged for each. A tag that a merged part wore goes with it; what others gave stays.
    """
    gone = 0
    while taken := _expire_some(account):
        gone += taken
    return gone


def _expire_some(account: Account) -> int:
    now = clock.now()
    with transaction.atomic():
        merging.lock(account)
        due = list(PersonTag.objects.of(account).filter(expires_at__lte=now).select_related("tag", "person")[:AT_ONCE])
        by_tag: dict[str, dict[int, Person]] = {}
        for worn in due:
            by_tag.setdefault(worn.tag.name, {})[worn.person_id] = worn.person
        checked(PersonTag, account).filter(pk__in=[worn.pk for worn in due]).delete()
        for name, persons in by_tag.items():
            roots = {pk: merging.recompose_upwards(account, person).pk for pk, person in persons.items()}
            merged = [pk for pk, root in roots.items() if pk != root]
            homes = home_identities(account, persons) | moved_identities(account, merged)
            facts = (PersonFact(root, homes.get(pk, 0), name) for pk, root in roots.items())
            state_facts(account.pk, person_facts(account.pk, UNTAGGED, now, facts))
    return len(due)
