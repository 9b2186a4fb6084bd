"""The convention as it ships: nine categories with severity and named forms, and how soon a report is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Category:
    """One category of violation (requirement S21.1); `severity` 1–4 feeds the ladder."""

    code: str
    label: str | Promise
    severity: int


CATEGORIES: Final = {
    one.code: one
    for one in (
        Category("illegal", _("Against the law"), 4),
        Category("unfriendly", _("Insults or harasses people"), 2),
        Category("spam", _("Spam or hidden advertising"), 1),
        Category("vulgar", _("Pornographic or vulgar"), 3),
        Category("untrue", _("Untrue or misleading"), 2),
        Category("superstition", _("Superstition"), 1),
        Category("clickbait", _("Clickbait"), 1),
        Category("fan_circle", _("Fan-circle quarrels"), 2),
        Category("other", _("Harmful in another way"), 1),
    )
}
ANSWER_WITHIN: Final = timedelta(hours=24)
"""A report should be decided within this time; the queue shows how much is left."""
REPORTS_A_DAY: Final = "30/day"
NEWCOMER_FOR: Final = timedelta(hours=24)
NEWCOMER_PACE: Final = "10/10 minute"
PACE: Final = "30/minute"
"""How often a member may speak, all places together; slower on their first day."""
REPORT_PICTURES: Final = 3
HELD_REASON: Final = _("It holds words that are not allowed here.")
SHIPPED_EDITION: Final = 1
"""The number of the convention that ships with the program; what operators publish is 2, 3 …"""
INTRO: Final = _(
    "We talk here as neighbours do: about things we like, honestly and kindly. Whoever breaks these rules is told which"
    " one, why and for how long; nothing is ever destroyed."
)
FORMS: Final[dict[str, tuple[str | Promise, ...]]] = {
    "illegal": (
        _("Harming the state, its unity or its secrets"),
        _("Terror, extremism, inciting hatred among peoples"),
        _("Gambling and lotteries without a licence"),
        _("Drugs, weapons and other forbidden goods"),
        _("Fraud, pyramid selling, unlawful fund-raising"),
        _("Trading in personal data or publishing it"),
        _("Harming minors"),
        _("Infringing rights of authors or trade marks"),
    ),
    "unfriendly": (
        _("Insults and curses"),
        _("Threats"),
        _("Stalking and harassment"),
        _("Exposing somebody's private life"),
        _("Mocking origin, sex, age, illness or body"),
        _("Hunting somebody down together"),
        _("Spiteful pairing or defaming of pictures"),
    ),
    "spam": (
        _("Advertising without saying so"),
        _("Leading people away to other apps or private trade"),
        _("The same text again and again"),
        _("Groups opened only to advertise"),
        _("Buying and selling accounts, likes or followers"),
        _("Fake orders and bought reviews"),
        _("Links and codes that lead astray"),
        _("Programs that speak for people"),
    ),
    "vulgar": (
        _("Pornography"),
        _("Sexual services and hints at them"),
        _("Vulgar or sexually provoking pictures"),
        _("Sexualising minors"),
        _("Blood, cruelty and gore"),
        _("Cruelty to animals"),
    ),
    "untrue": (
        _("Rumours"),
        _("False claims about a product or its effect"),
        _("Medical promises"),
        _("Made-up reviews and made-up experience"),
        _("Passing for somebody else"),
        _("Old news told as new"),
        _("Pictures that are altered or generated without saying so"),
    ),
    "superstition": (
        _("Fortune telling for money"),
        _("Exorcism, curses and amulets with promised effect"),
        _("Forbidden sects"),
        _("Superstition in place of medicine"),
    ),
    "clickbait": (
        _("A title that promises what the text does not hold"),
        _("Frightening or shocking without ground"),
        _("Covers that do not belong to the content"),
        _("Begging for likes and shares by trickery"),
    ),
    "fan_circle": (
        _("Setting fans against each other"),
        _("Abuse between fan groups"),
        _("Urging minors to spend for an idol"),
        _("Raising funds for an idol"),
        _("Manipulating charts and votes"),
        _("Exposing the private life of idols"),
    ),
    "other": (
        _("Encouraging self-harm"),
        _("Dangerous acts to imitate"),
        _("Flaunting wealth and waste"),
        _("Cheating at registration or with several log-ins"),
        _("Disturbing the order of a group or a live room"),
    ),
}
"""The 55 forms of violation by category (requirement S21.1), as they ship."""
