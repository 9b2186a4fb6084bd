"""Writes a checked node back as the JSON of the contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from siyu.domains.segments.tree import nodes


def as_json(node: nodes.Node) -> dict[str, Any]:
    """The node as JSON; instants in UTC, defaults left out."""
    if isinstance(node, nodes.AllOf | nodes.AnyOf):
        return {"all" if isinstance(node, nodes.AllOf) else "any": [as_json(inner) for inner in node.nodes]}
    if isinstance(node, nodes.Not):
        return {"not": as_json(node.node)}
    if isinstance(node, nodes.EventCondition):
        return _event(node)
    if isinstance(node, nodes.SequenceCondition):
        steps = [{"event": step.event, **_where(step.where)} for step in node.steps]
        return {"sequence": steps, "within_days": node.within_days}
    return _named(node)


def _named(node: nodes.Condition) -> dict[str, Any]:
    if isinstance(node, nodes.AttributeCondition):
        return {"attr": node.attribute, **bounds_json(node.bounds)}
    if isinstance(node, nodes.TagCondition):
        return {"tag": node.tag}
    if isinstance(node, nodes.TierCondition):
        return {"tier": node.tier}
    if isinstance(node, nodes.ChannelCondition):
        return {"channel": node.channel}
    if isinstance(node, nodes.SegmentCondition):
        return {"segment": node.slug}
    raise TypeError(f"not a condition with a name: {node}")


def bounds_json(bounds: nodes.Compare) -> dict[str, Any]:
    """A CMP object."""
    return {bound.operator: plain(bound.value) for bound in bounds}


def plain(value: Any) -> Any:
    """A value as JSON carries it: instants as ISO 8601 in UTC."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def _event(node: nodes.EventCondition) -> dict[str, Any]:
    written: dict[str, Any] = {"event": node.event, **_where(node.where)}
    optional = {"within_days": node.within_days, "from": plain(node.from_), "to": plain(node.to)}
    written |= {name: value for name, value in optional.items() if value is not None}
    if node.needs != nodes.AT_LEAST_ONE:
        written |= {need.measure: bounds_json(need.bounds) for need in node.needs}
    return written


def _where(where: tuple[nodes.Where, ...]) -> dict[str, Any]:
    if not where:
        return {}
    return {"where": {one.field: bounds_json(one.bounds) if one.bounds else _values(one) for one in where}}


def _values(one: nodes.Where) -> Any:
    return one.values[0] if len(one.values) == 1 else list(one.values)
