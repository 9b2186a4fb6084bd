"""What an account counts health by, and the numbers of it that may be tuned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.queries.numbers import Number, Section, Tunable, numbers_of
from siyu.domains.group_health import conf
from siyu.domains.group_health.queries.words import MEASURE_LABELS
from siyu.domains.group_health.rules import MEASURES, HealthConf, Measure, same_direction
from siyu.kernel.errors import Invalid

COUNTS: Final = (
    Number("silent_days", conf.SILENT_DAYS, 7, 90, _("Silent after days")),
    Number("lively_messages", conf.LIVELY_MESSAGES, 1, 200, _("Lively day: messages ≥")),
    Number("lively_speakers", conf.LIVELY_SPEAKERS, 1, 50, _("Lively day: people ≥")),
    Number("few_members", conf.FEW_MEMBERS, 2, 30, _("People come first: members <")),
)
_RATIO: Final = "uneven"
_BELOW_ZERO: Final = "growth"


def _pair(measure: Measure) -> tuple[Number, Number]:
    least, most = (-1.0 if measure.name == _BELOW_ZERO else 0.0), (10.0 if measure.name == _RATIO else 1.0)
    kind: Literal["ratio", "share"] = "ratio" if measure.name == _RATIO else "share"
    label = MEASURE_LABELS[measure.name][0]
    good, bad = (_("{measure}: good ≤"), _("{measure}: bad ≥"))
    if measure.good > measure.bad:
        good, bad = (_("{measure}: good ≥"), _("{measure}: bad ≤"))
    return (
        Number(f"{measure.name}_good", measure.good, least, most, format_lazy(good, measure=label), kind),
        Number(f"{measure.name}_bad", measure.bad, least, most, format_lazy(bad, measure=label), kind),
    )


LIGHTS: Final = tuple(one for measure in MEASURES for one in _pair(measure))
NUMBERS: Final = (*COUNTS, *LIGHTS)


def check_directions(values: Mapping[str, float]) -> None:
    """Raise Invalid where good and bad have changed places."""
    for one in MEASURES:
        if not same_direction(one, values[f"{one.name}_good"], values[f"{one.name}_bad"]):
            words = gettext("Good and bad have changed places here: the lights would say the opposite.")
            raise Invalid(words, field=f"{one.name}_bad")


TUNABLE: Final = Tunable(
    _("Thresholds of group health"),
    _("From where a light is green or red, for all groups of this account. Figures follow at once."),
    (
        Section(_("What is counted"), COUNTS),
        Section(_("Lights"), LIGHTS, _("Between good and bad the light is amber.")),
    ),
    "console:group_health_desk:list",
    check_directions,
)


def health_conf(account: Account) -> HealthConf:
    """What the account counts by; what it did not tune is the default."""
    values = numbers_of(account, conf.PART, NUMBERS)
    measures = tuple(
        replace(one, good=values[f"{one.name}_good"], bad=values[f"{one.name}_bad"]) for one in MEASURES
    )  # fmt: skip
    return HealthConf(**{one.name: int(values[one.name]) for one in COUNTS}, measures=measures)
