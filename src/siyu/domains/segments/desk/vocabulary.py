"""The account's vocabulary as the builder's modules read it: everything has a name to store and a word to show."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from siyu.domains.accounts.models import Account
from siyu.domains.facts.channels import channel_label
from siyu.domains.segments.queries.vocabulary import vocabulary

_STARTS = {
    "orders": "2",
    "net_paid_fen": "1000",
    "refunded_fen": "100",
    "days_since_last_order": "90",
    "intimacy": "50",
}
_START_OF_SCORE = "4"


def builder_vocabulary(account: Account, without: str = "") -> dict[str, Any]:
    """What may be chosen in the builder of an account; `without` is the slug of the segment being edited."""
    words = vocabulary(account)
    groups = _groups()
    units = _units()
    return {
        "kinds": [
            {
                "name": kind.name,
                "word": kind.word,
                "group": groups.get(kind.name.partition(".")[0], _("Other")),
                "amount": kind.has_amount,
            }
            for kind in words.kinds
        ],
        "attributes": [
            {
                "name": one.name,
                "word": one.word,
                "type": one.type,
                "ops": list(one.operators),
                "unit": units.get(one.name, ""),
                "start": _START_OF_SCORE if one.type == "score" else _STARTS.get(one.name, ""),
            }
            for one in words.attributes
        ],
        "channels": [{"name": name, "word": channel_label(name)} for name in words.channels],
        "tags": [{"name": name, "word": name} for name in words.tags],
        "tiers": [{"name": name, "word": word} for name, word in words.tiers],
        "segments": [{"name": slug, "word": name} for slug, name in words.segments if slug != without],
    }


def _units() -> dict[str, str]:
    return {
        "orders": pgettext("unit", "orders"),
        "days_since_last_order": _("days"),
        "rfm_r": _("points"),
        "rfm_f": _("points"),
        "rfm_m": _("points"),
    }


def _groups() -> dict[str, str]:
    trade, notes, live = _("Orders and shop"), _("Notes and follows"), _("Live")
    groups, courses, reach, care = _("Groups"), _("Courses"), _("Coupons, games and messages"), _("Tags and tiers")
    return {
        **dict.fromkeys(("order", "product", "cart"), trade),
        **dict.fromkeys(("account", "note"), notes),
        "live": live,
        **dict.fromkeys(("group", "poll", "chain", "packet"), groups),
        **dict.fromkeys(("course", "lesson"), courses),
        **dict.fromkeys(("coupon", "lottery", "quiz", "list", "referral", "message"), reach),
        **dict.fromkeys(("person", "tier", "report", "penalty"), care),
    }
