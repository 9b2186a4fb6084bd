"""Reading the form of a group."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from siyu.domains.groups.models import Group
from siyu.domains.groups.types import Conditions, GroupForm
from siyu.kernel.errors import Invalid


def read_group_form(sent: QueryDict) -> GroupForm:
    """The form as staff sent it; raises Invalid for numbers that are none."""
    return GroupForm(
        name=sent.get("name", ""),
        kind=sent.get("kind", ""),
        capacity=_number(sent.get("capacity", ""), "capacity"),
        intro=sent.get("intro", ""),
        policy=sent.get("policy", "open"),
        questions=tuple(sent.get("questions", "").splitlines()),
        conditions=Conditions(
            segment=sent.get("segment", ""),
            orders=_number(sent.get("orders") or "0", "orders"),
            tiers=tuple(sent.getlist("tiers")),
        ),
        rules=sent.get("rules", ""),
        listed=sent.get("listed") == "on",
        all_muted=sent.get("all_muted") == "on",
        overflow=sent.get("overflow") == "on",
        avatar=sent.get("avatar"),
    )


def form_values(group: Group | None, sent: QueryDict | None = None) -> dict[str, Any]:
    """What stands in the fields: what was sent, else the group as it is, else the beginnings of one."""
    if sent is not None:
        return {**{name: sent.get(name, "") for name in sent}, "tiers": sent.getlist("tiers")}
    if group is None:
        return {"kind": "standard", "capacity": 100, "policy": "open", "listed": "on", "tiers": []}
    return {
        "name": group.name, "kind": group.kind, "capacity": group.capacity, "intro": group.intro,
        "policy": group.policy, "questions": "\n".join(group.questions), "rules": group.rules,
        "listed": "on" if group.listed else "", "all_muted": "on" if group.all_muted else "",
        "overflow": "on" if group.overflow else "",
        "segment": group.conditions.get("segment", ""), "orders": group.conditions.get("orders") or "",
        "tiers": group.conditions.get("tiers", []), "avatar": group.avatar.public_id if group.avatar else "",
    }  # fmt: skip


def _number(text: str, field: str) -> int:
    if not text.strip().isdigit() or len(text) > 9:
        raise Invalid(_("Write a number."), field=field)
    return int(text)
