"""Keep which plays every member may start, and which only those who lead a group."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from siyu.domains.accounts.actions.tune_account import tune_account
from siyu.domains.accounts.types import Desk
from siyu.domains.groups.types import start_rules


def tune_starting(desk: Desk, open_to_all: Collection[str]) -> None:
    """Let members start the plays named (as in `start_rules`), and leaders alone the others. Raises Forbidden.

    What stays as it was is not written.
    """
    desk.require("account.settings")
    with transaction.atomic():
        for name, rule in start_rules:
            if rule.open_to_all(desk.account) != (name in open_to_all):
                tune_account(desk, rule.part, rule.tuned(name in open_to_all))
