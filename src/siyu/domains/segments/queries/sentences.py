"""A tree in words, in the active language: 最近 90 天内下单 ≥ 2 次."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from siyu.domains.accounts.models import Account
from siyu.domains.facts.channels import channel_label
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.conf import fans_conf
from siyu.domains.segments.queries.words import SIGNS, attribute_word, kind_word, tier_word
from siyu.domains.segments.tree import nodes
from siyu.domains.segments.tree.attributes import ATTRIBUTES
from siyu.kernel.clock import DEFAULT_TIME_ZONE
from siyu.kernel.money import format_yuan


@dataclass(frozen=True)
class Names:
    """What an account calls its tiers and segments, and the zone in which its dates are read."""

    zone: str = DEFAULT_TIME_ZONE
    tiers: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)


def names_of(account: Account, segments: Mapping[str, str] | None = None) -> Names:
    """The account's names; `segments` maps slug to name where the caller has them."""
    tiers = {step.code: tier_word(step) for step in fans_conf(account).tiers}
    return Names(account.time_zone, tiers, segments or {})


def sentence(node: nodes.Node, names: Names | None = None) -> str:
    """The whole tree, or one condition, as a sentence in the active language."""
    return " ".join(_Sentence(names or Names()).of(node).split())


class _Sentence:
    """Builds the parts; each language orders them in its translation."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def of(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.AllOf):
            return self._joined(
                node.nodes, lambda a, b: pgettext("segment", "%(first)s and %(second)s") % {"first": a, "second": b}
            )
        if isinstance(node, nodes.AnyOf):
            return self._joined(
                node.nodes, lambda a, b: pgettext("segment", "%(first)s or %(second)s") % {"first": a, "second": b}
            )
        if isinstance(node, nodes.Not):
            return pgettext("segment", "not (%(inner)s)") % {"inner": self.of(node.node)}
        if isinstance(node, nodes.EventCondition):
            return self._event(node)
        if isinstance(node, nodes.SequenceCondition):
            return self._sequence(node)
        return self._named(node)

    def _joined(self, inner: tuple[nodes.Node, ...], join: Callable[[str, str], str]) -> str:
        parts = [self._part(node) if len(inner) > 1 else self.of(node) for node in inner]
        whole = parts[0]
        for part in parts[1:]:
            whole = join(whole, part)
        return whole

    def _part(self, node: nodes.Node) -> str:
        words = self.of(node)
        return (
            pgettext("segment", "(%(inner)s)") % {"inner": words}
            if isinstance(node, nodes.AllOf | nodes.AnyOf)
            else words
        )

    def _named(self, node: nodes.Condition) -> str:
        if isinstance(node, nodes.TagCondition):
            return pgettext("segment", "tagged “%(tag)s”") % {"tag": node.tag}
        if isinstance(node, nodes.TierCondition):
            return pgettext("segment", "tier is %(tier)s") % {"tier": self._names.tiers.get(node.tier, node.tier)}
        if isinstance(node, nodes.ChannelCondition):
            return pgettext("segment", "seen on %(channel)s") % {"channel": channel_label(node.channel)}
        if isinstance(node, nodes.SegmentCondition):
            return pgettext("segment", "in the segment “%(segment)s”") % {
                "segment": self._names.segments.get(node.slug, node.slug)
            }
        assert isinstance(node, nodes.AttributeCondition)
        fen = ATTRIBUTES[node.attribute] == "fen"
        bounds = self._yuan(node.bounds) if fen else self._bounds(node.bounds)
        return pgettext("segment", "%(attribute)s %(bounds)s") % {
            "attribute": attribute_word(node.attribute),
            "bounds": bounds,
        }

    def _event(self, node: nodes.EventCondition) -> str:
        needs = "" if node.needs == nodes.AT_LEAST_ONE else " ".join(self._need(need) for need in node.needs)
        return pgettext("segment", "%(event)s %(needs)s %(where)s %(window)s") % {
            "event": kind_word(KINDS[node.event]),
            "needs": needs,
            "where": self._where(node.where),
            "window": self._window(node),
        }

    def _need(self, need: nodes.Measured) -> str:
        if need.measure == "sum_fen":
            return pgettext("segment", "for %(bounds)s in all") % {"bounds": self._yuan(need.bounds)}
        if need.measure == "distinct_days":
            return pgettext("segment", "on %(bounds)s days") % {"bounds": self._bounds(need.bounds)}
        return pgettext("segment", "%(bounds)s times") % {"bounds": self._bounds(need.bounds)}

    def _window(self, node: nodes.EventCondition) -> str:
        last = ""
        if node.within_days is not None:
            last = pgettext("segment", "in the last %(days)d days") % {"days": node.within_days}
        return f"{last} {self._between(node.from_, node.to)}".strip()

    def _between(self, start: datetime | None, end: datetime | None) -> str:
        if start and end:
            dates = {"from": self._moment(start), "to": self._moment(end)}
            return pgettext("segment", "from %(from)s until before %(to)s") % dates
        if start:
            return pgettext("segment", "from %(date)s on") % {"date": self._moment(start)}
        return pgettext("segment", "before %(date)s") % {"date": self._moment(end)} if end else ""

    def _where(self, where: tuple[nodes.Where, ...]) -> str:
        return " ".join(self._filter(one) for one in where)

    def _filter(self, one: nodes.Where) -> str:
        if one.field == "channel":
            return pgettext("segment", "on %(channels)s") % {
                "channels": _or([channel_label(str(value)) for value in one.values])
            }
        if one.field == "amount_fen":
            bounds = one.bounds and self._yuan(one.bounds)
            values = bounds or "= " + _or([_money(value) for value in one.values])
            return pgettext("segment", "with an amount %(bounds)s") % {"bounds": values}
        values = _or([str(value) for value in one.values])
        if one.field == "object_id":
            return pgettext("segment", "concerning %(objects)s") % {"objects": values}
        return pgettext("segment", "of the type %(types)s") % {"types": values}

    def _sequence(self, node: nodes.SequenceCondition) -> str:
        steps = [
            pgettext("segment", "%(event)s %(where)s")
            % {"event": kind_word(KINDS[step.event]), "where": self._where(step.where)}
            for step in node.steps
        ]
        whole = steps[0].strip()
        for step in steps[1:]:
            whole = pgettext("segment", "%(before)s, then %(after)s") % {"before": whole, "after": step.strip()}
        return pgettext("segment", "first %(steps)s, within %(days)d days") % {"steps": whole, "days": node.within_days}

    def _bounds(self, bounds: nodes.Compare) -> str:
        return self._signed(bounds, lambda value: self._moment(value) if isinstance(value, datetime) else f"{value}")

    def _yuan(self, bounds: nodes.Compare) -> str:
        return self._signed(bounds, _money)

    def _signed(self, bounds: nodes.Compare, shown: Callable[[Any], str]) -> str:
        parts = [f"{SIGNS[bound.operator]} {shown(bound.value)}" for bound in bounds]
        whole = parts[0]
        for part in parts[1:]:
            whole = pgettext("segment", "%(low)s and %(high)s") % {"low": whole, "high": part}
        return whole

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(ZoneInfo(self._names.zone))
        return (
            f"{local:%Y-%m-%d}" if (local.hour, local.minute, local.second) == (0, 0, 0) else f"{local:%Y-%m-%d %H:%M}"
        )


def _money(fen: Any) -> str:
    """Fen as people read them; a fraction of a fen can only come from a comparison and is shown as it stands."""
    return f"¥{format_yuan(fen)}" if isinstance(fen, int) else pgettext("segment", "%(fen)s fen") % {"fen": fen}


def _or(words: list[str]) -> str:
    whole = words[0]
    for word in words[1:]:
        whole = pgettext("segment", "%(first)s or %(second)s") % {"first": whole, "second": word}
    return whole
