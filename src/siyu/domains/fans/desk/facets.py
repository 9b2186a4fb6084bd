"""The filters of the fans list as chips: what narrows it now, and the addresses that change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from siyu.domains.facts.channels import CHANNELS, channel_label
from siyu.domains.fans.conf import FansConf
from siyu.domains.fans.desk import words
from siyu.domains.fans.errors import BadFilters
from siyu.domains.fans.queries.person_filters import NO_TIER, PersonFilters
from siyu.domains.fans.rules import SCORES, STAGES
from siyu.kernel.money import FEN_PER_YUAN, format_yuan

_DEFAULTS = PersonFilters()


@dataclass(frozen=True)
class Option:
    """One choice of a facet: its words, the address that takes it (or takes it back), whether it holds."""

    label: str
    url: str
    on: bool


@dataclass(frozen=True)
class Facet:
    """One chip: choices, or a range form (`low` and `high` are names of inputs)."""

    name: str
    label: str
    now: str = ""
    clear_url: str = ""
    options: Sequence[Option] = ()
    low: tuple[str, Any] | None = None
    high: tuple[str, Any] | None = None
    kind: str = "number"
    keep: Sequence[tuple[str, str]] = ()


def address(filters: PersonFilters, **changes: Any) -> str:
    """The list's query string with some fields changed; the page starts over."""
    return "?" + urlencode(replace(filters, **changes).to_query(), doseq=True)


def kept_fields(filters: PersonFilters, *dropped: str) -> list[tuple[str, str]]:
    """What a form that changes only `dropped` must send along."""
    rest = {name: value for name, value in filters.to_query().items() if name not in dropped}
    return [
        (name, str(one))
        for name, value in rest.items()
        for one in (value if isinstance(value, list | tuple) else [value])
    ]


def facets(
    filters: PersonFilters, conf: FansConf, tags: Iterable[str], segments: Iterable[tuple[str, str]]
) -> list[Facet]:
    """Every facet of the list in the order of the bar; segments by slug and name."""
    tiers = [(step.code, str(words.tier_label(step))) for step in conf.tiers] + [(NO_TIER, _("No tier"))]
    channels = [(code, str(channel_label(code))) for code in dict.fromkeys([*CHANNELS, filters.channel]) if code]
    return [
        _choice(filters, "tier", _("Tier"), tiers),
        _choice(filters, "stage", _("Stage"), [(stage, str(words.STAGES[stage])) for stage in STAGES]),
        _choice(filters, "segment", _("Segment"), segments),
        _choice(filters, "channel", _("Channel"), channels),
        _tags(filters, tags),
        _scores(filters),
        _range(filters, "net_paid", _("Net paid"), money=True),
        _range(filters, "orders", _("Orders")),
        _days(filters),
        _choice(filters, "birthday", _("Birthday"), [("today", _("today")), ("week", _("within 7 days"))]),
        _since(filters),
    ]


def in_words(query: Mapping[str, Any]) -> str:
    """Saved filters for people: `Channel: Xiaohongshu, Net paid: ≥ ¥800`; what nobody can read any more as it is."""
    try:
        filters = PersonFilters.from_query(query)
    except BadFilters:
        return ""
    narrowed = [(facet.label, facet.now) for facet in facets(filters, FansConf(), (), ()) if facet.now]
    words = [(_("Words to find"), filters.search)] if filters.search else []
    return "，".join(f"{label}: {now}" for label, now in [*words, *narrowed])


def _choice(filters: PersonFilters, name: str, label: str, choices: Iterable[tuple[str, str]]) -> Facet:
    now = getattr(filters, name)
    options = [
        Option(said, address(filters, **{name: "" if code == now else code}), on=code == now) for code, said in choices
    ]
    said = next((option.label for option in options if option.on), now)
    return Facet(name, label, said, address(filters, **{name: ""}) if now else "", options)


def _tags(filters: PersonFilters, names: Iterable[str]) -> Facet:
    def toggled(name: str) -> tuple[str, ...]:
        rest = tuple(one for one in filters.tags if one != name)
        return rest if name in filters.tags else (*rest, name)

    every = dict.fromkeys([*filters.tags, *names])
    options = [Option(name, address(filters, tags=toggled(name)), on=name in filters.tags) for name in every]
    return Facet(
        "tags", _("Tags"), " + ".join(filters.tags), address(filters, tags=()) if filters.tags else "", options
    )


def _scores(filters: PersonFilters) -> Facet:
    options, now = [], []
    for name, letter in (("rfm_r", "R"), ("rfm_f", "F"), ("rfm_m", "M")):
        chosen: tuple[int, ...] = getattr(filters, name)
        if chosen:
            now.append(letter + "/".join(map(str, chosen)))
        for score in range(SCORES, 0, -1):
            after = tuple(sorted(set(chosen) ^ {score}))
            options.append(Option(f"{letter} {score}", address(filters, **{name: after}), on=score in chosen))
    clear = address(filters, rfm_r=(), rfm_f=(), rfm_m=()) if now else ""
    return Facet("rfm", _("RFM"), " ".join(now), clear, options, kind="grid")


def _range(filters: PersonFilters, name: str, label: str, *, money: bool = False) -> Facet:
    low, high = getattr(filters, f"{name}_min"), getattr(filters, f"{name}_max")
    shown = (lambda fen: f"¥{format_yuan(fen)}") if money else str
    now = _between(None if low is None else shown(low), None if high is None else shown(high))
    whole = FEN_PER_YUAN if money else 1
    fields = (f"{name}_min", f"{name}_max")
    return Facet(
        name,
        label,
        now,
        address(filters, **dict.fromkeys(fields)) if now else "",
        low=(fields[0], None if low is None else low // whole),
        high=(fields[1], None if high is None else high // whole),
        kind="money" if money else "number",
        keep=kept_fields(filters, *fields),
    )


def _days(filters: PersonFilters) -> Facet:
    low, high = filters.last_order_from, filters.last_order_to
    fields = ("last_order_from", "last_order_to")
    now = _between(low.isoformat() if low else None, high.isoformat() if high else None)
    return Facet(
        "last_order",
        _("Last order"),
        now,
        address(filters, **dict.fromkeys(fields)) if now else "",
        low=(fields[0], low),
        high=(fields[1], high),
        kind="date",
        keep=kept_fields(filters, *fields),
    )


def _since(filters: PersonFilters) -> Facet:
    day = filters.joined_from
    return Facet(
        "joined",
        _("First seen"),
        f"≥ {day}" if day else "",
        address(filters, joined_from=None) if day else "",
        low=("joined_from", day),
        kind="date",
        keep=kept_fields(filters, "joined_from"),
    )


def _between(low: str | None, high: str | None) -> str:
    if low and high:
        return f"{low} – {high}"
    return f"≥ {low}" if low else f"≤ {high}" if high else ""


@dataclass(frozen=True)
class Column:
    """The head of a sortable column."""

    label: str
    url: str
    sorted: str = ""


def columns(filters: PersonFilters) -> dict[str, Column]:
    """Heads of the columns that sort, by name: pressed once the greatest first, again the other way round."""
    heads = {"orders": _("Orders"), "net_paid": _("Net paid"), "last_order": _("Last order"), "newest": _("First seen")}
    found = {}
    for name, label in heads.items():
        down = filters.sort == f"-{name}"
        state = "descending" if down else "ascending" if filters.sort == name else ""
        found[name] = Column(label, address(filters, sort=name if down else f"-{name}"), state)
    return found
