"""What was found about a person for one condition, in words: 3 次, ¥1,234, 旗袍老客."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.facts.channels import channel_label
from siyu.domains.fans.conf import fans_conf
from siyu.domains.segments.queries.words import tier_word
from siyu.domains.segments.tree.attributes import ATTRIBUTES
from siyu.domains.segments.tree.nodes import MEASURES
from siyu.domains.segments.types import Reason
from siyu.kernel.money import format_yuan


def found_words(reason: Reason, account: Account) -> str:
    """The finding of a condition as a short phrase; empty where the condition itself says it all."""
    condition, found = reason.condition, reason.found
    if "event" in condition:
        return _event(condition, found)
    if "sequence" in condition:
        return _("found: %(counts)s") % {"counts": " → ".join(str(n) for n in found["facts"])}
    if "attr" in condition:
        return _("found: %(value)s") % {"value": _attribute(condition["attr"], found, account)}
    if "tier" in condition:
        step = fans_conf(account).step(str(found or ""))
        return _("found: %(value)s") % {"value": tier_word(step) if step else _("no tier")}
    if "tag" in condition:
        return _("wears: %(value)s") % {"value": "、".join(found) or _("no tag")}
    if "channel" in condition:
        return _("known from: %(value)s") % {"value": "、".join(map(channel_label, found)) or _("nowhere yet")}
    return ""


def _event(condition: Mapping[str, Any], found: Any) -> str:
    named = [measure for measure in MEASURES if measure in condition] or ["count"]
    values = found if isinstance(found, Mapping) else {named[0]: found}
    return _("found: %(value)s") % {"value": "、".join(_measure(name, values.get(name) or 0) for name in named)}


def _measure(name: str, value: int) -> str:
    if name == "sum_fen":
        return f"¥{format_yuan(int(value))}"
    return (_("%(n)s times") if name == "count" else _("on %(n)s days")) % {"n": f"{int(value):,}"}


def _attribute(name: str, value: Any, account: Account) -> str:
    if value is None or value == "":
        return _("nothing known")
    kind = ATTRIBUTES[name]
    if kind == "fen":
        return f"¥{format_yuan(int(value))}"
    if kind == "instant":
        return f"{datetime.fromisoformat(str(value)).astimezone(ZoneInfo(account.time_zone)):%Y-%m-%d %H:%M}"
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, int | float) else str(value)
