"""Reads each kind of condition from JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from siyu.domains.facts.kinds import KINDS
from siyu.domains.segments.tree import nodes
from siyu.domains.segments.tree.attributes import ATTRIBUTES, operators_of
from siyu.domains.segments.tree.place import Place

MOST_STEPS = 10
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_event(place: Place) -> nodes.EventCondition:
    """`{"event": KIND, ...}`; several measures must all hold, none means count ≥ 1."""
    place.only("event", "where", "within_days", "from", "to", *nodes.MEASURES)
    needs = tuple(
        nodes.Measured(measure, read_bounds(place.child(measure), Place.number))
        for measure in nodes.MEASURES
        if place.has(measure)
    )
    from_ = place.child("from").instant() if place.has("from") else None
    to = place.child("to").instant() if place.has("to") else None
    if from_ and to and from_ >= to:
        raise place.child("to").fault("empty_window", "`to` must be later than `from`")
    given: dict[str, Any] = {"needs": needs} if needs else {}
    return nodes.EventCondition(
        path=place.path,
        event=_kind(place.child("event")),
        where=_where(place),
        within_days=place.child("within_days").days() if place.has("within_days") else None,
        from_=from_,
        to=to,
        **given,
    )


def read_sequence(place: Place) -> nodes.SequenceCondition:
    """`{"sequence": [step, ...], "within_days": N}`."""
    place.only("sequence", "within_days")
    steps = place.child("sequence").items()
    if len(steps) > MOST_STEPS:
        raise place.child("sequence").fault("too_large", f"more than {MOST_STEPS} steps")
    for step in steps:
        step.only("event", "where")
    return nodes.SequenceCondition(
        path=place.path,
        steps=tuple(nodes.Step(_kind(step.child("event")), _where(step)) for step in steps),
        within_days=place.child("within_days").days(),
    )


def read_attribute(place: Place) -> nodes.AttributeCondition:
    """`{"attr": NAME, "gte": …}`: the comparisons stand beside the name."""
    attribute = place.child("attr").text()
    if attribute not in ATTRIBUTES:
        raise place.child("attr").fault("unknown_attribute", f"unknown attribute; known: {', '.join(ATTRIBUTES)}")
    place.only("attr", *operators_of(attribute))
    rest = {key: value for key, value in place.mapping().items() if key != "attr"}
    if not rest:
        raise place.fault("no_comparison", "an attribute needs a comparison")
    bounds = read_bounds(Place(rest, place.path, place.zone), _VALUES[ATTRIBUTES[attribute]])
    return nodes.AttributeCondition(place.path, attribute, bounds)


def read_bounds(place: Place, value: Callable[[Place], nodes.Value]) -> nodes.Compare:
    """A CMP object: one or more comparisons, all of which must hold."""
    place.only(*nodes.OPERATORS)
    if not place.mapping():
        raise place.fault("no_comparison", "a comparison was expected")
    return tuple(nodes.Bound(key, value(place.child(key))) for key in place.mapping())


def _kind(place: Place) -> str:
    kind = place.text()
    if kind not in KINDS:
        raise place.fault("unknown_kind", "there is no such event kind")
    return kind


def _where(place: Place) -> tuple[nodes.Where, ...]:
    if not place.has("where"):
        return ()
    where = place.child("where")
    where.only(*nodes.FIELDS)
    if not where.mapping():
        raise where.fault("empty_node", "an empty filter")
    return tuple(_filter(where.child(field), field) for field in where.mapping())


def _filter(place: Place, field: str) -> nodes.Where:
    if field == "amount_fen" and isinstance(place.value, Mapping):
        return nodes.Where(field, bounds=read_bounds(place, Place.number))
    listed = place.items() if isinstance(place.value, list | tuple) else [place]
    return nodes.Where(field, tuple(item.whole() if field == "amount_fen" else item.short() for item in listed))


def _month_day(place: Place) -> str:
    text = place.text()
    if not _MONTH_DAY.fullmatch(text):
        raise place.fault("bad_date", "a month and day (MM-DD) were expected")
    return text


_VALUES: Mapping[str, Callable[[Place], nodes.Value]] = {
    "number": Place.number,
    "fen": Place.number,
    "score": Place.number,
    "instant": Place.instant,
    "text": Place.text,
    "month_day": _month_day,
}


def _named(head: str, make: Callable[[str, str], nodes.Condition]) -> Callable[[Place], nodes.Condition]:
    def read(place: Place) -> nodes.Condition:
        place.only(head)
        return make(place.path, place.child(head).text())

    return read


READERS: Mapping[str, Callable[[Place], nodes.Condition]] = {
    "event": read_event,
    "sequence": read_sequence,
    "attr": read_attribute,
    "tag": _named("tag", nodes.TagCondition),
    "tier": _named("tier", nodes.TierCondition),
    "segment": _named("segment", nodes.SegmentCondition),
    "channel": _named("channel", nodes.ChannelCondition),
}
