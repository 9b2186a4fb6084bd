"""Plain shapes that other domains receive from accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts import policies
from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.kernel.errors import Forbidden
from siyu.platform.registry import Registry, Slot

ROLE_LABELS: Final[dict[str, str | Promise]] = {
    "owner": _("Owner"),
    "operator": _("Operator"),
    "host": _("Live host"),
    "support": _("Support"),
    "finance": _("Finance"),
    "reviewer": _("Reviewer"),
}
"""What each role is called on screen."""


@dataclass(frozen=True)
class Desk:
    """A member of staff at the desk of an account: rights already looked up."""

    user: User
    account: Account
    role: str

    @property
    def role_label(self) -> str | Promise:
        """What the role is called on screen."""
        return ROLE_LABELS.get(self.role, self.role)

    def may(self, permission: str) -> bool:
        """Whether this person may do it here."""
        return policies.may(self.role, permission)

    def require(self, permission: str) -> None:
        """Raise Forbidden when this person may not do it here."""
        if not self.may(permission):
            raise Forbidden(permission=permission)


screening: Slot[Callable[[str], None]] = Slot("accounts.screening")
"""Filled by `moderation`: raises a coded error for words that may not appear in names and on homepages."""


class Block(TypedDict):
    """One piece of a homepage as it is kept; `options` are what its component's form took."""

    id: str
    component: str
    title: str
    shown: bool
    options: dict[str, Any]


@dataclass(frozen=True)
class Option:
    """A field of a component's form. `kind`: line, text, picture, link, number, choices (several of `choices`)."""

    name: str
    label: str | Promise
    kind: str = "line"
    most: int = 60
    help: str | Promise = ""
    choices: Callable[[Account], list[tuple[str, str]]] | None = None
    default: Any = ""


@dataclass(frozen=True)
class Shown:
    """What a block shows: a template and its context."""

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Component:
    """A kind of homepage block, hung in by the domain whose things it shows.

    `render(account, options, viewer)` gives what a visitor sees, None when there is nothing (the block is left out);
    `viewer` is a user or anonymous.
    """

    label: str | Promise
    icon: str
    render: Callable[[Account, dict[str, Any], Any], Shown | None]
    options: tuple[Option, ...] = ()
    about: str | Promise = ""
    title: str | Promise = ""
    once: bool = False
    starts: bool = False
    """Stands on the homepage of an account that has not made one yet."""
    order: int = 50


homepage_components: Registry[Component] = Registry("accounts.homepage_components")
picture_keeper: Slot[Callable[[User, Account, list[str], list[str]], None]] = Slot("accounts.picture_keeper")
"""Filled by `media`: holds the pictures (public ids) that a homepage keeps, and of these the ones that visitors see."""
log_values: Registry[Callable[[Any], str]] = Registry("accounts.log_values")
"""How the details of the audit log read, by key: hung in by the domain whose codes they are."""
