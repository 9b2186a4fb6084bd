"""The relations metrics aggregate over, named once for every dialect: where rows come from, which instant dates them.

A *base* is a template of the dialect (one row a fact, an order, a visit …). A relation reads a base by one of its
instants, and may fold it first: into one row a person, or a local day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Relation:
    """One relation. `at` empty: rows have no instant (the persons of now). `fold` groups by the named base columns."""

    base: str
    at: str = ""
    fold: tuple[str, ...] = ()
    folded: tuple[tuple[str, str], ...] = ()
    """Column → name of a fold expression of the dialect."""
    known_only: bool = False
    """Only rows with a known person: persons are counted, and an anonymous order is nobody's."""


_BUYER: Final = (
    ("orders", "rows"),
    ("channels", "channels"),
    ("paid_fen", "paid"),
    ("kept_fen", "kept"),
    ("days_since_last", "days_since_paid"),
)

RELATIONS: Final[dict[str, Relation]] = {
    "facts": Relation("facts", "happened_at"),
    "following": Relation("following", "happened_at"),
    "visits": Relation("visits", "happened_at"),
    "placed": Relation("orders", "placed_at"),
    "paid": Relation("orders", "paid_at"),
    "refunded": Relation("orders", "refunded_at"),
    "closed": Relation("orders", "closed_at"),
    "firsts": Relation("firsts", "paid_at"),
    "buyers": Relation("orders", "paid_at", fold=("person",), folded=_BUYER, known_only=True),
    "selling_days": Relation(
        "orders", "paid_at", fold=("paid_day",), folded=(("orders", "rows"), ("paid_fen", "paid"))
    ),
    "arrivals": Relation("arrivals", "happened_at"),
    "persons": Relation("persons"),
    "places": Relation("places", "happened_at"),
}
"""
facts         one row a fact: person, kind, channel, object_id, amount_fen, person_day
following     likes, comments, shares and payments, with `by_fan`: whether the person followed at that moment
visits        live.entered, note.viewed, product.viewed of known persons: hours until their next payment and next follow
placed, paid, refunded, closed   one row an order, dated by that state: the columns of `orders` in the dialect
firsts        first paid orders of known persons: days until their second, days until now
buyers        persons who paid: orders, channels, paid_fen, kept_fen (paid less refunds so far), days_since_last
selling_days  local days with a paid order
arrivals      the first fact of each known person
persons       the population as it is now: person, city, tier
places        each person's newest join or leave of each group, up to the end of the window
"""
