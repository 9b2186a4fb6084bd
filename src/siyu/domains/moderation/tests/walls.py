"""A made-up place with things that can be reported."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.moderation.types import Described, Target, targets
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound

KIND = "wall"


class Wall:
    """Remembers what was hidden; things called `official…` are the account's own, `gone` does not exist,
    `behind…` only their author sees."""

    def __init__(self, account: Account, author: User) -> None:
        self.account, self.author, self.hidden = account, author, set[str]()

    def describe(self, target: str) -> Described:
        if target == "gone":
            raise NotFound
        mine = target.startswith("official")
        return Described("留言", f"说了 {target}", self.author.pk, self.account.pk, "/x/", by_account=mine)

    def check_sees(self, user: User, target: str) -> None:
        self.describe(target)
        if target.startswith("behind") and user != self.author:
            raise NotFound

    def hide(self, target: str, _reason: str) -> None:
        self.hidden.add(target)

    def restore(self, target: str) -> None:
        self.hidden.discard(target)

    def stand(self) -> None:
        targets._entries[KIND] = Target("留言墙", self.describe, self.hide, self.restore, self.check_sees)

    def fall(self) -> None:
        targets._entries.pop(KIND, None)
