"""The entries of a chain as somebody sees them: by page, as sums, as the classic text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from siyu.domains.chains import conf
from siyu.domains.chains.models import ChainEntry, ChainItem, ChainLine
from siyu.domains.chains.rules import classic_line, taken_words
from siyu.domains.chains.types import EntryRow, Sight, Taken
from siyu.domains.chat.queries.faces import faces_of
from siyu.domains.chat.types import Face
from siyu.kernel.errors import NotFound
from siyu.kernel.paging import Page, decode_id, encode_cursor
from siyu.kernel.text import mask_phone

Entries = QuerySet[ChainEntry]


@dataclass(frozen=True)
class Wanted:
    """Which entries: `only` of joined, waiting (not picked up), done, withdrawn, removed; a pick-up point; a
    number or name.
    """

    only: str = "joined"
    pickup: str = ""
    search: str = ""


@dataclass(frozen=True)
class Sums:
    """An item's sum over all pick-up points, and at each, in the order of the chain's list."""

    item: ChainItem
    all: int
    at: tuple[int, ...]


def items_of(sight: Sight) -> list[ChainItem]:
    """The items of a chain in their order."""
    return list(ChainItem.objects.of(sight.chain.account_id).filter(chain=sight.chain))


def entry_page(sight: Sight, items: Sequence[ChainItem], wanted: Wanted, cursor: str = "") -> Page[EntryRow]:
    """A page of entries by number, as the viewer may see them. Four queries. Raises ValueError."""
    rows = _narrowed(sight, wanted).order_by("number")
    if cursor:
        after = decode_id(cursor)
        rows = rows.filter(number__gt=after)
    found = list(rows[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    following = encode_cursor(shown[-1].number) if len(found) > conf.PAGE else None
    return Page(shown_entries(sight, items, shown), following)


def entry_row(sight: Sight, number: int) -> EntryRow:
    """One entry that stands. Five queries. Raises NotFound."""
    rows = ChainEntry.objects.of(sight.chain.account_id).filter(chain=sight.chain, number=number)
    entry = rows.filter(state=ChainEntry.State.JOINED).first()
    if entry is None:
        raise NotFound(_("This entry does not stand any more."))
    return shown_entries(sight, items_of(sight), [entry])[0]


def all_entries(sight: Sight, most: int | None = None) -> list[ChainEntry]:
    """Entries that stand, by number; all of them, or so many."""
    rows = _narrowed(sight, Wanted()).order_by("number")
    return list(rows[:most] if most else rows)


def _narrowed(sight: Sight, wanted: Wanted) -> Entries:
    rows: Entries = ChainEntry.objects.of(sight.chain.account_id).filter(chain=sight.chain)
    if not (sight.runs or sight.chain.open_list):
        return rows.filter(user_id=sight.lead.user.pk)
    if wanted.only in {"withdrawn", "removed"} and sight.runs:
        rows = rows.filter(state=wanted.only)
    else:
        rows = rows.filter(state=ChainEntry.State.JOINED)
    if wanted.only in {"waiting", "done"}:
        rows = rows.filter(picked_up_at__isnull=wanted.only == "waiting")
    if wanted.pickup:
        rows = rows.filter(pickup=wanted.pickup)
    return rows.filter(_called(sight, wanted.search)) if wanted.search and sight.runs else rows


def _called(sight: Sight, search: str) -> Q:
    called = Q(user__profile__nickname__icontains=search)
    if sight.leads:
        called |= Q(name__icontains=search) | Q(phone__contains=search)
    return called | Q(number=int(search)) if search.isascii() and search.isdigit() and len(search) < 7 else called


def shown_entries(sight: Sight, items: Sequence[ChainItem], entries: Sequence[ChainEntry]) -> list[EntryRow]:
    """The entries with names and what they take. Three queries."""
    chain, known = sight.chain, {item.pk: item for item in items}
    faces = faces_of(sight.lead.group.conversation, [entry.user_id for entry in entries if entry.user_id])
    rows = ChainLine.objects.of(chain.account_id).filter(entry__in=[entry.pk for entry in entries])
    lines: dict[int, list[Taken]] = {}
    for entry_id, item_id, quantity in rows.values_list("entry_id", "item_id", "quantity"):
        if item_id in known:
            lines.setdefault(entry_id, []).append(Taken(known[item_id], quantity))
    places = {place["id"]: place["name"] for place in chain.pickups}
    return [
        _row(sight, entry, faces.get(entry.user_id or 0), _in_order(lines.get(entry.pk, ())), places, len(items) == 1)
        for entry in entries
    ]


def _in_order(taken: Iterable[Taken]) -> tuple[Taken, ...]:
    return tuple(sorted(taken, key=lambda one: (one.item.position, one.item.pk)))


def _row(
    sight: Sight, entry: ChainEntry, face: Face | None, taken: tuple[Taken, ...], places: dict[str, str], only: bool
) -> EntryRow:
    mine = entry.user_id is not None and entry.user_id == sight.lead.user.pk
    private = sight.leads or mine
    remark = entry.remark if sight.runs or mine or not (entry.held_at or entry.hidden_at) else ""
    return EntryRow(
        entry,
        face.name if face else _("Somebody who has left"),
        face.avatar if face else "",
        taken,
        mine,
        pickup=places.get(entry.pickup, ""),
        phone=entry.phone if private or not entry.phone else mask_phone(entry.phone),
        real_name=entry.name if private else "",
        remark=remark,
        words=taken_words([(one.item.name, one.item.unit, one.quantity) for one in taken], only=only),
        fen=sum((one.item.price_fen or 0) * one.quantity for one in taken),
    )


def classic_text(sight: Sight, items: Sequence[ChainItem], deadline: str) -> str:
    """The whole chain as one pastes it into another chat; never with phone numbers."""
    chain = sight.chain
    head = [_("#Chain"), chain.title, *([chain.intro] if chain.intro else [])]
    if deadline:
        head.append(_("Until %(at)s") % {"at": deadline})
    found = shown_entries(sight, items, all_entries(sight, conf.TEXT_LINES))
    told = [
        classic_line(row.entry.number, row.name, row.words, [row.pickup, "" if _held(row.entry) else row.remark])
        for row in found
    ]
    return "\n".join([*head, "", *told])


def _held(entry: ChainEntry) -> bool:
    return entry.held_at is not None or entry.hidden_at is not None


def sums_of(sight: Sight, items: Sequence[ChainItem]) -> list[Sums]:
    """What is to be brought where: of each item, over all entries that stand. One query."""
    rows: Any = ChainLine.objects.of(sight.chain.account_id).filter(
        entry__chain=sight.chain, entry__state=ChainEntry.State.JOINED
    )
    counted: dict[tuple[int, str], int] = {}
    for item_id, pickup, number in rows.values_list("item_id", "entry__pickup").annotate(n=Sum("quantity")):
        counted[item_id, pickup] = number
    places = [place["id"] for place in sight.chain.pickups]
    everywhere: dict[int, int] = {}
    for (item_id, _pickup), number in counted.items():
        everywhere[item_id] = everywhere.get(item_id, 0) + number
    return [
        Sums(item, everywhere.get(item.pk, 0), tuple(counted.get((item.pk, place), 0) for place in places))
        for item in items
    ]
