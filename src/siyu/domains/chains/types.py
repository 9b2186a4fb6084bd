"""Shapes of chains: what makers and entrants send, and what somebody sees of a chain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.chains import conf
from siyu.domains.chains.models import Chain, ChainEntry, ChainItem
from siyu.domains.groups.types import Lead
from siyu.kernel.errors import Forbidden

HOLDER: Final = "chain"
"""The name of chains among plays, holders of media, and what can be reported."""
ENTRY: Final = "chain_entry"

STATE_LABELS: Final[dict[str, Promise]] = {
    "open": gettext_lazy("Takes entries"), "over": gettext_lazy("Deadline passed"), "closed": gettext_lazy("Closed"),
    "cancelled": gettext_lazy("Cancelled"),
}  # fmt: skip
ASK_LABELS: Final[dict[str, Promise]] = {
    "name": gettext_lazy("Name"), "phone": gettext_lazy("Phone"), "remark": gettext_lazy("Remark"),
}  # fmt: skip


@dataclass(frozen=True)
class ItemForm:
    """An item as its maker wrote it; `id` 0 is a new one."""

    name: str
    unit: str = ""
    price_fen: int | None = None
    cap: int | None = None
    most: int | None = None
    id: int = 0


@dataclass(frozen=True)
class Pickup:
    """A place where things are fetched."""

    name: str
    address: str = ""
    time: str = ""
    id: str = ""


@dataclass(frozen=True)
class ChainForm:
    """A chain as its maker wrote it. The `nonce` of a form makes one chain, however often it arrives."""

    title: str
    items: tuple[ItemForm, ...]
    intro: str = ""
    pictures: tuple[str, ...] = ()
    pickups: tuple[Pickup, ...] = ()
    asks: tuple[str, ...] = ()
    open_list: bool = True
    cap: int | None = None
    deadline: datetime | None = None
    nonce: str = ""


@dataclass(frozen=True)
class EntryForm:
    """What a member takes: item id → quantity, and what they were asked for."""

    quantities: dict[int, int] = field(default_factory=dict)
    pickup: str = ""
    name: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Sight:
    """A chain as somebody of its group, or staff, meets it."""

    lead: Lead
    chain: Chain

    @property
    def leads(self) -> bool:
        """Whether they lead the group: they see phone numbers and hand out files."""
        return self.lead.may(conf.LEADS)

    @property
    def runs(self) -> bool:
        """Whether they run this chain: who leads the group, and whoever made it."""
        return self.leads or self.chain.by_id == self.lead.user.pk

    def require_leads(self) -> None:
        """Raise Forbidden when they do not lead the group."""
        if not self.leads:
            raise Forbidden(_("Only those who lead this group can do that."))

    def require_runs(self) -> None:
        """Raise Forbidden when they do not run it."""
        if not self.runs:
            raise Forbidden(_("Only who made this chain and those who lead the group can do that."))


@dataclass(frozen=True)
class Taken:
    """So many of an item in an entry."""

    item: ChainItem
    quantity: int


@dataclass(frozen=True)
class EntryRow:
    """An entry as this viewer may see it: `phone` is masked, `real_name` empty for whoever does not lead."""

    entry: ChainEntry
    name: str
    avatar: str
    taken: tuple[Taken, ...]
    mine: bool
    pickup: str = ""
    phone: str = ""
    real_name: str = ""
    remark: str = ""
    words: str = ""
    fen: int = 0


def may_start(lead: Lead) -> bool:
    """Whether somebody may make a chain in their group."""
    return lead.may(conf.LEADS) or conf.members_may_start(lead.group.account)
