"""Bulk One-ID: whose traces are these? Finds or makes a person for each claim, keeps evidence, queues what is weak.

The rules and their reasons are in docs/algorithms/one-id-matching.md. Existing persons are never merged here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Final, NamedTuple

from django.db import connection

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, MatchReview, Person
from siyu.kernel import clock
from siyu.platform.db import bulk

SAME_PHONE: Final = "same_phone"
PHONE_OF_ANOTHER_NAME: Final = "phone_of_another_name"
SAME_KEYS: Final = "keys_of_two_fans"
_PHONE: Final = Identity.Kind.PHONE.value
_NICK: Final = Identity.Kind.NICK.value
_KEY: Final = Identity.Kind.KEY.value


class Key(NamedTuple):
    """One name under which someone is known; `value` is the keyed hash for phones, `shown` is what people read."""

    kind: str
    channel: str
    value: str
    shown: str


class Claim(NamedTuple):
    """The traces of one buyer as one source states them, the most telling key first; `seen` is UTC text."""

    keys: tuple[Key, ...]
    seen: str
    name: str = ""
    phone_masked: str = ""
    city: str = ""
    row: int = 0
    order: str = ""


@dataclass
class Matched:
    """For each claim its person and the identity of its first key; which persons are new or gained an identity."""

    persons: list[int] = field(default_factory=list)
    identities: list[int] = field(default_factory=list)
    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    reviews: int = 0


def match_identities(account: Account, claims: Sequence[Claim], *, source: str) -> Matched:
    """Match claims in their order; every claim has at least one key. Call inside a transaction that holds the account.

    A claim's first known key decides whose it is, except that a phone does not decide against a different name in the
    same channel. Keys that belong to someone else open a review. `source` (`import:12`) is kept as evidence.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("match inside the transaction that uses the matches")
    matcher = _Matcher(account, source)
    matcher.load(claims)
    matched = Matched()
    for claim in claims:
        matcher.take(claim, matched)
    matcher.store(matched)
    return matched


class TrialMatches:
    """Matches claims batch by batch and writes nothing: what it would have made it remembers, under ids below zero.

    Answers what `match_identities` would answer; remembers some hundred bytes for each new trace.
    """

    def __init__(self, account: Account, *, source: str) -> None:
        self._matcher = _Trial(account, source)

    def match(self, claims: Sequence[Claim]) -> Matched:
        """The next claims in their order."""
        matched = Matched()
        self._matcher.load(claims)
        for claim in claims:
            self._matcher.take(claim, matched)
        matched.reviews = self._matcher.forget_batch()
        return matched


class _Matcher:
    """The identities a batch of claims touches, and what is to be written about them."""

    def __init__(self, account: Account, source: str) -> None:
        self.account, self.source = account, source
        self.known: dict[tuple[str, str, str], tuple[int, int]] = {}
        self.names: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        self.persons_by_key: dict[str, int] = {}
        self.new_persons: list[tuple[int, Claim, str]] = []
        self.new_identities: list[tuple[int, int, Key, Claim]] = []
        self.reviews: dict[tuple[int, int, str], dict[str, object]] = {}
        self._person_ids: list[int] = []
        self._identity_ids: list[int] = []

    def load(self, claims: Sequence[Claim]) -> None:
        """Read what is known about the keys, three kinds of lookups in all, and reserve ids for what may be new."""
        wanted: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for claim in claims:
            for key in claim.keys:
                wanted[key.kind, key.channel][key.value] = None
        for (kind, channel), values in wanted.items():
            self._load_known(kind, channel, list(values))
        phones = (key[:3] for claim in claims for key in claim.keys if key.kind == _PHONE)
        self._load_names({self.known[phone][1] for phone in phones if phone in self.known})
        unknown = {key for claim in claims for key in claim.keys if key[:3] not in self.known}
        self._load_persons(unknown)
        strangers = sum(not any(key[:3] in self.known for key in claim.keys) for claim in claims)
        newcomers = strangers + sum(len(claim.keys) > 1 for claim in claims)
        self._reserve(len(unknown), min(newcomers, len(claims)))

    def _reserve(self, identities: int, persons: int) -> None:
        self._identity_ids = bulk.reserve_ids(Identity, identities)[::-1]
        self._person_ids = bulk.reserve_ids(Person, persons)[::-1]

    def _load_known(self, kind: str, channel: str, values: list[str]) -> None:
        where = {"account_id": self.account.pk, "kind": kind, "channel": channel}
        for value, pk, person in bulk.lookup(Identity, "value", values, ("value", "id", "person_id"), where):
            self.known[kind, channel, value] = (pk, person)

    def _load_names(self, persons: Iterable[int]) -> None:
        found = bulk.lookup(
            Identity, "person_id", list(persons), ("person_id", "channel", "value"),
            {"account_id": self.account.pk, "kind": _NICK},
        )  # fmt: skip
        for person, channel, value in found:
            self.names[person, channel].add(value)

    def _load_persons(self, unknown: Iterable[Key]) -> None:
        """Whose external keys the unknown names are, so that a key means the person imported under it."""
        wanted = {name for key in unknown for name in _person_keys(key)}
        for key, pk, survivor in bulk.lookup(
            Person, "key", list(wanted), ("key", "id", "merged_into_id"), {"account_id": self.account.pk}
        ):
            self.persons_by_key[key] = pk if survivor is None else _root(self.account, survivor)

    def take(self, claim: Claim, matched: Matched) -> None:
        """Decide whose claim it is, and note what must be written."""
        person = self._owner(claim)
        if person is None:
            person = self._person_ids.pop()
            name = self._free_key(claim.keys[0])
            self.persons_by_key[name] = person
            self.new_persons.append((person, claim, name))
            matched.new.add(person)
        for key in claim.keys:
            found = self.known.get(key[:3])
            if found is None:
                self._attach(person, key, claim)
                matched.changed.add(person)
            elif found[1] != person:
                self._review(person, found[1], key, claim)
        matched.persons.append(person)
        matched.identities.append(self.known[claim.keys[0][:3]][0])

    def _owner(self, claim: Claim) -> int | None:
        for key in claim.keys:
            found = self.known.get(key[:3])
            if found is not None and not (key.kind == _PHONE and self._another_name(found[1], claim)):
                return found[1]
            if found is None and key.kind == _KEY and key.value in self.persons_by_key:
                return self.persons_by_key[key.value]
        return None

    def _another_name(self, person: int, claim: Claim) -> bool:
        """Whether the phone's owner goes by a different name in the channel where this claim has a name."""
        for key in claim.keys:
            if key.kind == _NICK:
                names = self.names.get((person, key.channel))
                return bool(names) and key.value not in (names or ())
        return False

    def _attach(self, person: int, key: Key, claim: Claim) -> None:
        pk = self._identity_ids.pop()
        self.known[key[:3]] = (pk, person)
        if key.kind == _NICK:
            self.names[person, key.channel].add(key.value)
        self.new_identities.append((pk, person, key, claim))

    def _review(self, person: int, other: int, key: Key, claim: Claim) -> None:
        reason = SAME_KEYS
        if key.kind == _PHONE:
            reason = PHONE_OF_ANOTHER_NAME if self._another_name(other, claim) else SAME_PHONE
        evidence: dict[str, object] = {
            "kind": key.kind, "shown": key.shown, "source": self.source, "row": claim.row, "order": claim.order,
        }  # fmt: skip
        self.reviews.setdefault((min(person, other), max(person, other), reason), evidence)

    def _free_key(self, key: Key) -> str:
        for name in _person_keys(key):
            if name not in self.persons_by_key:
                return name
        return f"{key.kind}:{key.channel}:{key.value}"[:128]

    def store(self, matched: Matched) -> None:
        """Write new persons, identities and reviews."""
        self._store_persons()
        columns = (
            "id", "account_id", "person_id", "channel", "kind", "value", "shown", "evidence", "first_seen_at",
        )  # fmt: skip
        account = self.account.pk
        source = json.dumps(self.source, ensure_ascii=False)
        bulk.insert_rows(
            Identity,
            columns,
            [
                (
                    pk, account, person, key.channel, key.kind, key.value, key.shown,
                    f'{{"source": {source}, "row": {claim.row}, "order": {json.dumps(claim.order)}}}', claim.seen,
                )
                for pk, person, key, claim in self.new_identities
            ],
        )  # fmt: skip
        matched.reviews = self._store_reviews()

    def _store_persons(self) -> None:
        columns = ("id", "account_id", "key", "name", "phone_masked", "city", "created_at")
        bulk.insert_rows(
            Person,
            columns,
            [
                (pk, self.account.pk, name, claim.name, claim.phone_masked, claim.city, claim.seen)
                for pk, claim, name in self.new_persons
            ],
        )

    def _store_reviews(self) -> int:
        if not self.reviews:
            return 0
        at = clock.now()
        MatchReview.objects.bulk_create(
            [
                MatchReview(
                    account=self.account,
                    first_id=first,
                    second_id=second,
                    reason=reason,
                    evidence=evidence,
                    found_at=at,
                )
                for (first, second, reason), evidence in self.reviews.items()
            ],
            ignore_conflicts=True,
        )
        return len(self.reviews)


class _Trial(_Matcher):
    """A matcher that lives on from batch to batch, because nobody writes down what it decided."""

    def __init__(self, account: Account, source: str) -> None:
        super().__init__(account, source)
        self._below_zero = count(-1, -1)

    def _load_known(self, kind: str, channel: str, values: list[str]) -> None:
        super()._load_known(kind, channel, [value for value in values if (kind, channel, value) not in self.known])

    def _reserve(self, identities: int, persons: int) -> None:
        self._identity_ids = list(islice(self._below_zero, identities))[::-1]
        self._person_ids = list(islice(self._below_zero, persons))[::-1]

    def forget_batch(self) -> int:
        """Drop what a real matcher would have written; answers how many reviews that were."""
        reviews = len(self.reviews)
        self.new_persons.clear()
        self.new_identities.clear()
        self.reviews.clear()
        return reviews


def _person_keys(key: Key) -> tuple[str, ...]:
    """External keys a new person may get, best first: the name as exported, then with its channel."""
    if key.kind == _PHONE:
        return (f"phone:{key.value[:16]}", f"phone:{key.value}")
    return (key.value, f"{key.channel or key.kind}:{key.value}"[:128])


def _root(account: Account, person: int) -> int:
    """The living person into whom someone was merged, however often."""
    above: Mapping[int, int | None] = dict(
        Person.objects.of(account).filter(pk=person).values_list("pk", "merged_into")
    )
    while (survivor := above.get(person)) is not None:
        person = survivor
        above = dict(Person.objects.of(account).filter(pk=person).values_list("pk", "merged_into"))
    return person
