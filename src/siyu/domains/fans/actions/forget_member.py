"""Forget who a member was: their persons, with everyone merged into them, lose names and identities; facts stay."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import merging
from siyu.domains.fans.actions.know_member import CHANNEL
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person, PersonTag
from siyu.domains.fans.queries.person_trees import merged_under
from siyu.domains.people.models import User
from siyu.kernel.ids import short_id
from siyu.platform.audit.models import AuditEntry
from siyu.platform.outbox.statement import state

_WHY: Final = "a member leaves every account at once"


def forget_member(user: User) -> int:
    """Take every name off the persons that a member is to accounts; answers how many persons. Safe to say twice.

    Orders and facts stay where they are, of a person whom nobody can name: figures do not change. What was found by
    phone, nick or unionid is not found again; whoever comes back begins anew.
    """
    rows = Identity.objects.unscoped(_WHY).filter(kind=Identity.Kind.MEMBER, channel=CHANNEL, value=user.uid)
    pairs = list(rows.select_related("account", "person"))
    return sum(_forget(row.account, row.person) for row in pairs)


def _forget(account: Account, person: Person) -> int:
    with transaction.atomic():
        merging.lock(account)
        persons = [person.pk, *merged_under(account, [person.pk])]
        for identity in Identity.objects.of(account).filter(person_id__in=persons):
            identity.value, identity.shown, identity.evidence = f"forgotten-{short_id()}", "", {}
            identity.save(update_fields=["value", "shown", "evidence"])
        for one in Person.objects.of(account).filter(pk__in=persons):
            one.key = f"forgotten-{short_id()}"
            one.name = one.phone_masked = one.city = one.birthday_md = one.remark = ""
            one.save(update_fields=["key", "name", "phone_masked", "city", "birthday_md", "remark"])
        Merge.objects.of(account).filter(Q(survivor_id__in=persons) | Q(absorbed_id__in=persons)).update(
            before={}, reason=""
        )
        either = Q(first_id__in=persons) | Q(second_id__in=persons)
        MatchReview.objects.of(account).filter(either).update(evidence={})
        MatchReview.objects.of(account).filter(either, state=MatchReview.State.OPEN).update(
            state=MatchReview.State.DISMISSED
        )
        PersonTag.objects.of(account).filter(person_id__in=persons).delete()
        targets = [f"person:{pk}" for pk in persons]
        AuditEntry.objects.filter(account_id=account.pk, target__in=targets).update(data={})
        state(PERSONS_CHANGED, account.pk, persons=sorted(persons))
    return len(persons)
