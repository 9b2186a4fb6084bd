"""What an account counts as evidence and from where it is enough."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.numbers import Number, Section, Tunable, numbers_of
from siyu.domains.replication import conf
from siyu.domains.replication.queries.words import COUNTING_LABELS, FIGURE_LABELS
from siyu.domains.replication.rules.gate import THRESHOLDS, Counting

_COUNTING_MOST: Final = {
    "core_days": conf.WINDOW_DAYS, "pause_minutes": 240, "talk_messages": 50, "talk_people": 20, "word_uses": 100,
    "word_people": 50, "ritual_weeks": 8, "ritual_marks": conf.WINDOW_DAYS, "ritual_people": 50,
}  # fmt: skip
ENOUGH: Final = tuple(
    Number(one.name, one.wanted, one.least, one.most, FIGURE_LABELS[one.name][0], one.kind) for one in THRESHOLDS
)
COUNTED: Final = tuple(
    Number(name, default, 1, _COUNTING_MOST[name], COUNTING_LABELS[name])
    for name, default in asdict(Counting()).items()
)
NUMBERS: Final = (*ENOUGH, *COUNTED)
TUNABLE: Final = Tunable(
    _("Thresholds of replication"),
    _("What a group must show before it may be cloned, for all groups of this account."),
    (
        Section(_("Evidence is met from"), ENOUGH, _("A question is met when each of its figures is.")),
        Section(_("What is counted"), COUNTED),
    ),
    "console:groups_desk:list",
)


@dataclass(frozen=True)
class ReplicationConf:
    """How the account counts, and from which value each figure is met."""

    counting: Counting
    wanted: dict[str, float]


def replication_conf(account: Account) -> ReplicationConf:
    """What the account says; what it did not tune is the default."""
    values = numbers_of(account, conf.PART, NUMBERS)
    counting = Counting(**{one.name: int(values[one.name]) for one in COUNTED})
    return ReplicationConf(counting, {one.name: values[one.name] for one in THRESHOLDS})
