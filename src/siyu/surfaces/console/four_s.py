"""The 4S method as 19 steps, each judged from the account's own data; what has no data yet is said to be so.

START-UP, STRENGTHEN, SELL, SUPPORT (requirements S17). Thresholds are rules of thumb and shown beside the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.surfaces.console.evidence import Evidence

Text = str | Promise

KNOWN_BUYERS: Final = 100
REPURCHASE: Final = 0.2
TAGGED_SHARE: Final = 0.2
CONVERSION: Final = 0.05


@dataclass(frozen=True)
class Verdict:
    """What the data says of one step: `done`, `doing`, `todo`, or `unseen` (nothing here can measure it yet)."""

    state: str
    said: Text


@dataclass(frozen=True)
class Step:
    """A step as the card shows it; `url_name` is where to work on it, empty where its room is not built."""

    name: Text
    verdict: Verdict
    url_name: str
    action: Text


@dataclass(frozen=True)
class Part:
    """One S with its steps."""

    name: str
    title: Text
    steps: Sequence[Step]

    @property
    def done(self) -> int:
        """How many steps stand."""
        return sum(step.verdict.state == "done" for step in self.steps)


@dataclass(frozen=True)
class Card:
    """All 19 steps and the next one to take."""

    parts: Sequence[Part]
    next: Step | None

    @property
    def done(self) -> int:
        """How many of the 19 stand."""
        return sum(part.done for part in self.parts)

    @property
    def steps(self) -> int:
        """19."""
        return sum(len(part.steps) for part in self.parts)


Judge = Callable[[Evidence], Verdict]


def card(evidence: Evidence) -> Card:
    """Judge every step."""
    parts = [
        Part(name, title, [Step(label, judge(evidence), url_name, action) for label, judge, url_name, action in steps])
        for name, title, steps in _METHOD
    ]
    every = [step for part in parts for step in part.steps]
    waiting = [step for step in every if step.verdict.state in ("doing", "todo") and step.url_name]
    return Card(parts, waiting[0] if waiting else None)


def _grade(value: float, wanted: float, said: Text) -> Verdict:
    return Verdict("done" if value >= wanted else "doing" if value > 0 else "todo", said)


def _unseen(_evidence: Evidence) -> Verdict:
    return Verdict("unseen", _("Not measurable yet: this room is not open."))


def _activity(*beginnings: str) -> Judge:
    """Judge by facts of these kinds in the last 30 days; without any, nothing can be said."""

    def judge(evidence: Evidence) -> Verdict:
        found = evidence.happened(*beginnings)
        if not found.facts:
            return Verdict("unseen", _("Not measurable yet: no such facts were imported in the last 30 days."))
        words = {"facts": f"{found.facts:,}", "persons": f"{found.persons:,}"}
        return Verdict("done", _("%(facts)s times by %(persons)s fans in the last 30 days.") % words)

    return judge


def _position(evidence: Evidence) -> Verdict:
    buyers = evidence.numbers.buyers
    return _grade(
        buyers, KNOWN_BUYERS, _("%(n)s buyers are known; from %(least)s on you see who they are.") % {
            "n": f"{buyers:,}", "least": KNOWN_BUYERS,
        },
    )  # fmt: skip


def _opened(evidence: Evidence) -> Verdict:
    return Verdict("done", _("Open, with a staff of %(n)d.") % {"n": evidence.staff})


def _trust(evidence: Evidence) -> Verdict:
    rate = evidence.metrics.get("repurchase_rate")
    if rate is None:
        return Verdict("todo", _("No buyer yet whose return could be seen."))
    words = {"rate": f"{rate:.0%}", "least": f"{REPURCHASE:.0%}"}
    return _grade(rate, REPURCHASE, _("%(rate)s of the buyers of 90 days came back; %(least)s is good.") % words)


def _conversion(evidence: Evidence) -> Verdict:
    viewed, paid = evidence.happened("product.viewed").persons, evidence.happened("order.paid").persons
    if not viewed:
        return Verdict("unseen", _("Not measurable yet: no views of products were imported in the last 30 days."))
    words = {"paid": f"{paid:,}", "viewed": f"{viewed:,}"}
    return _grade(
        paid / viewed, CONVERSION, _("%(paid)s bought, %(viewed)s looked at products in the last 30 days.") % words
    )


def _layers(evidence: Evidence) -> Verdict:
    words = {"members": f"{evidence.numbers.super_members:,}", "segments": evidence.segments}
    said = _("%(members)s super members are known, %(segments)s segments saved.") % words
    if evidence.numbers.super_members and evidence.segments:
        return Verdict("done", said)
    return Verdict("doing" if evidence.numbers.buyers else "todo", said)


def _needs(evidence: Evidence) -> Verdict:
    share = evidence.tagged_persons / evidence.numbers.persons if evidence.numbers.persons else 0.0
    words = {"share": f"{share:.0%}", "least": f"{TAGGED_SHARE:.0%}"}
    return _grade(share, TAGGED_SHARE, _("%(share)s of the fans wear a tag; %(least)s is a start.") % words)


def _guidance(evidence: Evidence) -> Verdict:
    paid = evidence.happened("order.paid").facts
    if not evidence.imports and not paid:
        return Verdict("todo", _("No orders yet, so no figures to be guided by."))
    if not paid:
        return Verdict("doing", _("No paid order in the last 30 days: bring the newest export."))
    return Verdict("done", _("%(n)s paid orders of the last 30 days feed your figures.") % {"n": f"{paid:,}"})


_FANS, _IMPORTS, _SEGMENTS, _DATA = (
    "console:fans:list", "console:imports:new", "console:segments:list", "console:insights:overview",
)  # fmt: skip
_METHOD: Final[Sequence[tuple[str, Text, Sequence[tuple[Text, Judge, str, Text]]]]] = (
    ("START-UP", _("Begin"), (
        (_("Know your position"), _position, _IMPORTS, _("Import orders")),
        (_("Move in"), _opened, "console:accounts_desk:staff", _("Staff")),
        (_("Make content"), _activity("note."), "", ""),
        (_("Draw traffic"), _activity("account.followed"), "", ""),
    )),
    ("STRENGTHEN", _("Grow strong"), (
        (_("Be someone"), _unseen, "", ""),
        (_("Keep content coming"), _activity("note.commented", "note.shared"), "", ""),
        (_("Match brand and host"), _unseen, "", ""),
        (_("Dress the home page"), _unseen, "", ""),
        (_("Earn trust"), _trust, "console:insights:repurchase", _("Repurchase")),
    )),
    ("SELL", _("Sell"), (
        (_("Lengthen the stay"), _activity("live.entered", "live.commented"), "", ""),
        (_("Convert better"), _conversion, _DATA, _("Figures")),
        (_("Layer your fans"), _layers, _SEGMENTS, _("Build a segment")),
        (_("Hold events"), _activity("lottery.", "chain.", "packet.", "poll."), "", ""),
        (_("Dig for needs"), _needs, _FANS, _("Tag fans")),
        (_("Move by incentives"), _activity("coupon."), "", ""),
        (_("Let fans bring fans"), _activity("referral."), "", ""),
    )),
    ("SUPPORT", _("Be helped"), (
        (_("Knowledge"), _unseen, "", ""),
        (_("Resources"), _unseen, "", ""),
        (_("Guidance"), _guidance, _IMPORTS, _("Import orders")),
    )),
)  # fmt: skip
