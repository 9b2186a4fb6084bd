"""What the builder says, in the reader's language. `{places}` are filled with controls by the browser."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def builder_words() -> dict[str, Any]:
    """Every word and sentence that the builder's modules say."""
    return {**_sentences(), **_choices(), **_types(), **_acts()}


def _sentences() -> dict[str, Any]:
    return {
        "event": pgettext("segment sentence", "{has} {kind} {measures} {where} {window} {more}"),
        "sequence": pgettext("segment sentence", "{has} {steps} within {days} days {more}"),
        "attr": pgettext("segment sentence", "{name} {bounds}"),
        "tag": pgettext("segment sentence", "{has} the tag {value}"),
        "tier": pgettext("segment sentence", "{has} of the tier {value}"),
        "channel": pgettext("segment sentence", "{has} facts in the channel {value}"),
        "segment": pgettext("segment sentence", "{has} the segment {value}"),
        "window_last": pgettext("segment sentence", "{mode} {days} days"),
        "window_between": pgettext("segment sentence", "{mode} {from} to {to}"),
    }


def _choices() -> dict[str, Any]:
    return {
        "ops": {
            "eq": _("exactly"),
            "gt": _("more than"),
            "gte": _("at least"),
            "lt": _("less than"),
            "lte": _("at most"),
            "between": pgettext("comparison", "between"),
        },
        "windows": {
            "last": pgettext("window", "in the last"),
            "between": pgettext("window", "from"),
            "ever": pgettext("window", "at any time"),
        },
        "modes": {"all": _("all"), "any": pgettext("group", "any"), "none": pgettext("group", "none")},
        "links": {"all": pgettext("link", "and"), "any": pgettext("link", "or"), "none": pgettext("link", "or")},
        "pairs": {
            "has": [pgettext("polarity", "has"), pgettext("polarity", "has not")],
            "is": [pgettext("polarity", "is"), pgettext("polarity", "is not")],
            "in": [pgettext("polarity", "is in"), pgettext("polarity", "is not in")],
        },
        "measures": {"count": _("times"), "sum_fen": _("sum of amounts"), "distinct_days": _("different days")},
        "units": {"count": pgettext("unit", "times"), "sum_fen": _("yuan"), "distinct_days": _("days")},
        "fields": {
            "channel": _("channel"),
            "object_type": _("type of object"),
            "object_id": _("object"),
            "amount_fen": _("amount each time"),
        },
        "add_measure": {
            "count": _("How many times"),
            "sum_fen": _("Sum of amounts"),
            "distinct_days": _("On how many days"),
        },
        "add_filter": {
            "channel": _("Only in a channel"),
            "object_id": _("Only a certain object (order, product, live …)"),
            "object_type": _("Only a type of object"),
            "amount_fen": _("Only with an amount of"),
        },
    }


def _types() -> dict[str, Any]:
    return {
        "types": {
            "event": _("Behaviour"),
            "sequence": _("One after another"),
            "attr": _("Figure or profile"),
            "tier": _("Tier"),
            "tag": _("Tag"),
            "channel": _("Channel"),
            "segment": _("Another segment"),
        },
        "hints": {
            "event": _("Ordered twice in the last 90 days"),
            "sequence": _("Watched live, then ordered within 7 days"),
            "attr": _("Net paid, orders, city, birthday, RFM"),
            "tier": _("Super, gold, silver …"),
            "tag": _("Tags that your team put on"),
            "channel": _("Where they are known from"),
            "segment": _("Built on a segment you saved"),
        },
    }


def _acts() -> dict[str, Any]:
    return {
        "who": _("Fans who meet"),
        "of_these": _("of these:"),
        "nothing": _("No condition yet: add the first one."),
        "mode": _("How the conditions are joined"),
        "add": _("Add a condition"),
        "add_group": _("Add a group"),
        "up": _("Move up (Alt + ↑)"),
        "down": _("Move down (Alt + ↓)"),
        "twice": _("Duplicate (Alt + D)"),
        "remove": _("Remove (Alt + Delete)"),
        "drag": _("Drag to move"),
        "refine": _("Refine"),
        "drop_clause": _("Remove this restriction"),
        "one_more_value": _("One more value"),
        "one_more_step": _("One more step"),
        "drop_step": _("Remove this step"),
        "first": pgettext("sequence", "first"),
        "then": pgettext("sequence", "then"),
        "and": _("and"),
        "or": _("or"),
        "when": _("Time window"),
        "days": _("days"),
        "from": _("From"),
        "to": _("Until"),
        "kind": _("Behaviour"),
        "comparison": _("Comparison"),
        "value": _("Value"),
        "attribute": _("Figure or profile"),
        "polarity": _("Has or has not"),
        "not_json": _("This is not JSON yet:"),
        "failed": _("That did not work. Please try again."),
        "offline": _("No connection. Your conditions are still here; try again when you are back online."),
    }
