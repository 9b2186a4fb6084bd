"""Rows of the fans list for given ids, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person, PersonTag, Standing
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.types import PersonBrief, PersonRow


def rows_of(account: Account, ids: Sequence[int]) -> list[PersonRow]:
    """The rows of living persons in the order of `ids`; three queries."""
    people: dict[int, Person] = {
        person.pk: person for person in checked(Person, account).filter(pk__in=ids).select_related("standing")
    }
    tags: defaultdict[int, list[str]] = defaultdict(list)
    worn = checked(PersonTag, account).filter(person_id__in=ids).order_by("tag__name")
    for person_id, name in worn.values_list("person_id", "tag__name"):
        tags[person_id].append(name)
    channels = channels_of(account, ids)
    return [
        _row(people[person_id], tuple(tags[person_id]), channels.get(person_id, ()))
        for person_id in ids
        if person_id in people
    ]


def briefs_of(account: Account, ids: Sequence[int]) -> dict[int, PersonBrief]:
    """Persons in one line each, by id; two queries. Merged-away ones show as they were."""
    channels = channels_of(account, ids)
    people = checked(Person, account).filter(pk__in=ids).select_related("standing")
    return {person.pk: _brief(person, channels.get(person.pk, ())) for person in people}


def channels_of(account: Account, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The channels on which each person is known."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    known = checked(Identity, account).filter(person_id__in=ids).exclude(channel="")
    for person_id, channel in known.values_list("person_id", "channel"):
        found[person_id].add(channel)
    return {person_id: tuple(sorted(names)) for person_id, names in found.items()}


def standing_of(person: Person) -> Standing | None:
    """The person's standing, None before the first rebuild that knows them."""
    found: Standing | None = getattr(person, "standing", None)
    return found


def rfm_of(standing: Standing | None) -> tuple[int, int, int] | None:
    """The three scores, None for who never bought."""
    if standing is None or standing.rfm_r is None or standing.rfm_f is None or standing.rfm_m is None:
        return None
    return standing.rfm_r, standing.rfm_f, standing.rfm_m


def _brief(person: Person, channels: tuple[str, ...]) -> PersonBrief:
    standing = standing_of(person)
    return PersonBrief(
        id=person.pk,
        key=person.key,
        name=person.name,
        phone_masked=person.phone_masked,
        city=person.city,
        channels=channels,
        orders=standing.orders if standing else 0,
        net_paid_fen=standing.net_paid_fen if standing else 0,
        last_order_at=standing.last_order_at if standing else None,
    )


def _row(person: Person, tags: tuple[str, ...], channels: tuple[str, ...]) -> PersonRow:
    standing = standing_of(person)
    return PersonRow(
        id=person.pk,
        key=person.key,
        name=person.name,
        phone_masked=person.phone_masked,
        city=person.city,
        remark=person.remark,
        channels=channels,
        tags=tags,
        tier=standing.tier if standing else "",
        stage=standing.stage if standing else "prospect",
        orders=standing.orders if standing else 0,
        net_paid_fen=standing.net_paid_fen if standing else 0,
        refunded_fen=standing.refunded_fen if standing else 0,
        first_order_at=standing.first_order_at if standing else None,
        last_order_at=standing.last_order_at if standing else None,
        last_seen_at=standing.last_seen_at if standing else None,
        rfm=rfm_of(standing),
        expected_value_fen=standing.expected_value_fen if standing else None,
        created_at=person.created_at,
    )
