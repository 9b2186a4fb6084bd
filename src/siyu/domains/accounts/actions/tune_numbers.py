"""Keep the numbers that an owner tuned for one domain, or let them be the defaults again."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from siyu.domains.accounts.actions.tune_account import tune_account
from siyu.domains.accounts.queries.numbers import Tunable, numbers_of, tunables
from siyu.domains.accounts.types import Desk
from siyu.kernel.errors import Invalid, NotFound


def tune_numbers(desk: Desk, part: str, sent: Mapping[str, str]) -> None:
    """Take the numbers of a form. Only what changed is written and audited.

    Raises Forbidden, NotFound for a part without numbers, Invalid with the field.
    """
    desk.require("account.settings")
    found, values = tunable_of(part), dict[str, float]()
    for one in found.numbers:
        value = one.read(sent.get(one.name, ""))
        if value is None:
            words = _("%(label)s: write a number from %(least)s to %(most)s.")
            bounds = {"least": one.written(one.least), "most": one.written(one.most)}
            raise Invalid(words % {"label": one.label, **bounds}, field=one.name)
        values[one.name] = value
    found.check(values)
    before = numbers_of(desk.account, part, found.numbers)
    if changed := {name: value for name, value in values.items() if value != before[name]}:
        tune_account(desk, part, changed)


def reset_numbers(desk: Desk, part: str) -> None:
    """The defaults hold again; what was tuned stays in the audit log. Raises Forbidden, NotFound."""
    desk.require("account.settings")
    tuned = desk.account.settings.get(part) or {}
    if known := [one.name for one in tunable_of(part).numbers if tuned.get(one.name) is not None]:
        tune_account(desk, part, dict.fromkeys(known))


def tunable_of(part: str) -> Tunable:
    """The numbers of a part; raises NotFound."""
    if part not in tunables:
        raise NotFound(_("There is no such page."))
    return tunables[part]
