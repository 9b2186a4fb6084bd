"""Shapes of groups, and the registry of what one can play in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Message
from siyu.domains.groups import rules
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden
from siyu.platform.registry import Registry

Role = Literal["owner", "admin", "volunteer", "member"]

ROLE_LABELS: Final[dict[str, Promise]] = {
    "owner": _("Group owner"), "admin": _("Group admin"), "volunteer": _("Volunteer"), "member": _("Member"),
}  # fmt: skip
KIND_LABELS: Final[dict[str, Promise]] = {
    "vip": _("VIP service group"), "precise": _("Precise group"), "standard": _("Standard group"),
    "big": _("Big group"),
}  # fmt: skip
POLICY_LABELS: Final[dict[str, Promise]] = {
    "open": _("Everyone may join"), "apply": _("Apply and be reviewed"), "conditions": _("Whoever fits may join"),
    "invite": _("By invitation only"),
}  # fmt: skip
STATE_LABELS: Final[dict[str, Promise]] = {
    "asked": _("Waits for review"), "approved": _("Approved"), "active": _("In the group"),
    "refused": _("Refused"), "withdrawn": _("Withdrawn"), "left": _("Has left"), "kicked": _("Was removed"),
    "banned": _("Banned"),
}  # fmt: skip


@dataclass(frozen=True)
class Lead:
    """Somebody who may do things in a group: a member by their role, or staff of the account (`staff`) as its owner."""

    user: User
    group: Group
    role: str
    staff: bool = False

    def may(self, act: str) -> bool:
        """Whether they may do it here."""
        return rules.may_act(self.role, act)

    def require(self, act: str) -> None:
        """Raise Forbidden when they may not."""
        if not self.may(act):
            raise Forbidden(str(_("Only those who lead this group can do that.")), act=act)

    def require_over(self, member: GroupMember, act: str) -> None:
        """Raise Forbidden when they may not do it, or not to this member. Staff stand above the group's owner."""
        self.require(act)
        if not self.staff and not rules.outranks(self.role, member.role):
            raise Forbidden(str(_("This member leads the group as you do.")), act=act)


@dataclass(frozen=True)
class Conditions:
    """What must hold of whoever joins a group of that policy; all that is given. `tiers`: one of them."""

    segment: str = ""
    orders: int = 0
    tiers: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Conditions:
        """From what `Group.conditions` keeps."""
        return cls(str(kept.get("segment", "")), int(kept.get("orders") or 0), tuple(kept.get("tiers") or ()))

    def kept(self) -> dict[str, Any]:
        """As `Group.conditions` keeps it."""
        return {"segment": self.segment, "orders": self.orders, "tiers": list(self.tiers)}

    def tree(self) -> dict[str, Any]:
        """The segment tree that says the same; empty when nothing is asked."""
        nodes: list[dict[str, Any]] = [{"segment": self.segment}] if self.segment else []
        if self.orders:
            nodes.append({"attr": "orders", "gte": self.orders})
        if self.tiers:
            nodes.append({"any": [{"tier": tier} for tier in self.tiers]})
        return {"all": nodes} if nodes else {}


@dataclass(frozen=True)
class GroupForm:
    """What staff say of a group when they open or edit it."""

    name: str
    kind: str
    capacity: int
    intro: str = ""
    policy: str = "open"
    questions: tuple[str, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)
    rules: str = ""
    listed: bool = True
    all_muted: bool = False
    overflow: bool = False
    avatar: str | None = None


@dataclass(frozen=True)
class Play:
    """Something one can start from the plus-panel of a group's chat: a poll, a chain, a check-in …

    `start_url(group)` is the page where it is made; `may_start(lead)` who sees the entry. What it posts is a message of
    kind card with `{"card": <name of the play>, "id": …}`; `render(user, message)` gives (template, context) of that
    card as the viewer sees it, or None when it is gone.
    """

    label: str | Promise
    icon: str
    order: int
    start_url: Callable[[Group], str]
    render: Callable[[Any, Message], tuple[str, dict[str, Any]] | None]
    may_start: Callable[[Lead], bool] = lambda _lead: True


plays: Registry[Play] = Registry("groups.plays")


@dataclass(frozen=True)
class StartRule:
    """A play that an account lets every member start, or only who leads: read and kept in the settings of `part`."""

    label: str | Promise
    icon: str
    order: int
    open_to_all: Callable[[Account], bool]
    part: str
    tuned: Callable[[bool], dict[str, Any]]


start_rules: Registry[StartRule] = Registry("groups.start_rules")
"""Filled in AppConfig.ready by the plays whose starting can be tuned; one page of the console shows them all."""


@dataclass(frozen=True)
class GroupRow:
    """A row on the group's page for its members. `note(group, user)` says in a few words how it stands now."""

    label: str | Promise
    icon: str
    order: int
    url: Callable[[Group], str]
    note: Callable[[Group, User], str] = lambda _group, _user: ""


@dataclass(frozen=True)
class DeskTab:
    """A tab of the group's pages at the desk; `url_name` takes slug and group."""

    label: str | Promise
    order: int
    url_name: str
    permission: str = "groups.view"


@dataclass(frozen=True)
class Strip:
    """A line above the talk of a group: `render(lead)` gives (template, context), None while there is nothing to say.

    The template reads its context as `strip`.
    """

    order: int
    render: Callable[[Lead], tuple[str, dict[str, Any]] | None]


group_rows: Registry[GroupRow] = Registry("groups.rows")
desk_tabs: Registry[DeskTab] = Registry("groups.desk_tabs")
strips: Registry[Strip] = Registry("groups.strips")
"""All filled in AppConfig.ready by the domains above that live in groups."""
