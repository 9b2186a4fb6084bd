"""Shapes of moderation, and the registry of what can be reported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Literal

from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.platform.registry import Registry, Slot

Verdict = Literal["pass", "hold", "refuse"]


@dataclass(frozen=True)
class Screening:
    """What screening says of a text: pass it, hold it for review, or refuse it; `words` are those that decided."""

    verdict: Verdict
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Described:
    """A reported thing as reviewers see it. `author_id` is a `people.User` id (0: none), `url` a path of ours.

    `account_id` is the space it stands in (0: none). What the account itself published (`by_account`) is judged by
    platform staff, not by the account.
    """

    title: str
    excerpt: str
    author_id: int
    account_id: int
    url: str
    picture: str = ""
    by_account: bool = False


@dataclass(frozen=True)
class Target:
    """A kind of thing that can be reported: how to show it, hide it (never destroy) and bring it back, by public id.

    `check_sees` raises NotFound for whoever cannot see it themselves, `describe` for what does not exist; `hide` and
    `restore` run inside the decision's transaction and do nothing when they are said twice.
    """

    label: str
    describe: Callable[[str], Described]
    hide: Callable[[str, str], None]
    restore: Callable[[str], None]
    check_sees: Callable[[User, str], None]


targets: Registry[Target] = Registry("moderation.targets")


@dataclass(frozen=True)
class Reviewer:
    """Who decides: staff of an account over what stands in it, or platform staff (`account` None) over everything."""

    user: User
    account: Account | None


@dataclass(frozen=True)
class Rule:
    """One of the nine categories as an edition of the convention words it; `severity` 1–4 feeds the ladder."""

    code: str
    label: str
    severity: int
    explanation: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """One edition of the convention; the one that ships has no instant."""

    number: int
    intro: str
    rules: tuple[Rule, ...]
    note: str = ""
    published_at: datetime | None = None

    def rule(self, code: str) -> Rule | None:
        """The rule of a category, None for an unknown one."""
        return next((rule for rule in self.rules if rule.code == code), None)


@dataclass(frozen=True)
class EvidenceKeeper:
    """Keeps the pictures that a reporter sends along; whoever knows uploads fills the slot (they rank beside us).

    `receive(user, file, size)` takes one and answers its id, `hold(user, report_id, ids)` ties them to a report,
    `shown(report_ids)` answers their addresses by report. What is no picture raises the error of uploads.
    """

    receive: Callable[[User, IO[bytes], int], str]
    hold: Callable[[User, int, list[str]], None]
    shown: Callable[[list[int]], dict[int, list[str]]]


evidence: Slot[EvidenceKeeper] = Slot("moderation.evidence")


@dataclass(frozen=True)
class Decision:
    """What a reviewer decided. `outcome`: dismiss, hide, or a step of the ladder (which hides as well)."""

    outcome: str
    category: str = ""
    reason: str = ""
