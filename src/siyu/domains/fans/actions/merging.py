"""What merging and splitting share: the lock, what a merged person shows, and the message that moves the facts.

A person's shown fields are their own (`base`) filled up from the persons merged into them. The base and what was
composed from it stand in `before` of the oldest merge that still holds, so a field that staff edited since is
recognised and stays as edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.events import PERSONS_CHANGED
from siyu.domains.fans.models import Merge, Person, PersonTag
from siyu.domains.fans.models.person import REMARK_LENGTH
from siyu.domains.fans.queries.person_trees import merged_under
from siyu.platform.outbox.statement import state, state_attribution

FIELDS: Final = ("name", "phone_masked", "city", "birthday_md", "remark")


def lock(account: Account) -> None:
    """Merges and splits of one account happen one after the other. NO KEY: rows that merely refer to it may come."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def composed(base: Mapping[str, str], parts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What a person shows: their own fields, empty ones from the first part that has them, remarks line by line."""
    shown = dict(base)
    for part in parts:
        for name in FIELDS:
            if not shown[name]:
                shown[name] = part[name]
        if part["remark"] and part["remark"] not in shown["remark"].splitlines() and part["remark"] != shown["remark"]:
            shown["remark"] = f"{shown['remark']}\n{part['remark']}"[:REMARK_LENGTH]
    return shown


def recompose(account: Account, person: Person) -> None:
    """Bring fields and inherited tags of a person in line with the merges that hold."""
    merges = list(
        Merge.objects.of(account).filter(survivor=person, undone_at=None).select_related("absorbed").order_by("pk")
    )
    if merges:
        _recompose_fields(person, merges)
    _recompose_tags(account, person)


def recompose_upwards(account: Account, person: Person) -> Person:
    """Recompose a person and everyone they were merged into; answers the living root."""
    recompose(account, person)
    while person.merged_into_id is not None:
        person = Person.objects.of(account).get(pk=person.merged_into_id)
        recompose(account, person)
    return person


def hand_base_on(account: Account, merge: Merge) -> None:
    """Before a merge is undone: give the survivor's base to the next merge that holds, or back to the survivor."""
    survivor, kept = merge.survivor, merge.before
    if not kept:
        return
    base = _edited_base(survivor, kept)
    heir = (
        Merge.objects.of(account).filter(survivor=survivor, undone_at=None).exclude(pk=merge.pk).order_by("pk").first()
    )
    if heir is not None:
        heir.before = {"base": base, "composed": _fields(survivor)}
        heir.save(update_fields=["before"])
    else:
        _set_fields(survivor, base)
    merge.before = {}
    merge.save(update_fields=["before"])


def forget_in_later_merges(account: Account, merge: Merge) -> None:
    """An undone merge's identities leave the lists of the merges that carried them further up."""
    gone, person = set(merge.identities), merge.survivor
    while person.merged_into_id is not None:
        above = Merge.objects.of(account).select_related("survivor").get(absorbed=person, undone_at=None)
        above.identities = [identity for identity in above.identities if identity not in gone]
        above.save(update_fields=["identities"])
        person = above.survivor


def state_move(
    account: Account, moved: Mapping[int, Sequence[int]], *, gone: Sequence[int] = (), touched: Sequence[int] = ()
) -> None:
    """Tell the event store (through the outbox) which identities went to which person, and whose figures that changes.

    `quiet`: when two files become one, nobody changed their tier.
    """
    state_attribution(account.pk, {identity: person for person, identities in moved.items() for identity in identities})
    state(PERSONS_CHANGED, account.pk, persons=sorted({*moved, *gone, *touched}), quiet=True)


def _recompose_fields(person: Person, merges: Sequence[Merge]) -> None:
    first = merges[0]
    base = _edited_base(person, first.before) if first.before else _fields(person)
    shown = composed(base, [_fields(merge.absorbed) for merge in merges])
    _set_fields(person, shown)
    first.before = {"base": base, "composed": shown}
    first.save(update_fields=["before"])


def _edited_base(person: Person, kept: Mapping[str, Any]) -> dict[str, str]:
    """The base, with every field that no longer shows what was composed taken as staff's newer word."""
    now = _fields(person)
    return {name: kept["base"][name] if now[name] == kept["composed"][name] else now[name] for name in FIELDS}


def _fields(person: Person) -> dict[str, str]:
    return {name: getattr(person, name) for name in FIELDS}


def _set_fields(person: Person, fields: Mapping[str, str]) -> None:
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=list(FIELDS))


def _recompose_tags(account: Account, person: Person) -> None:
    parts = merged_under(account, [person.pk])
    rows = PersonTag.objects.of(account)
    own = set(rows.filter(person=person, inherited=False).values_list("tag_id", flat=True))
    wanted: dict[int, PersonTag] = {}
    for row in rows.filter(person_id__in=parts, inherited=False).exclude(tag_id__in=own).order_by("tagged_at", "pk"):
        wanted.setdefault(row.tag_id, row)
    rows.filter(person=person, inherited=True).delete()
    PersonTag.objects.bulk_create(
        PersonTag(
            account=account,
            person=person,
            tag_id=tag,
            tagged_by_id=row.tagged_by_id,
            tagged_at=row.tagged_at,
            inherited=True,
        )
        for tag, row in wanted.items()
    )
