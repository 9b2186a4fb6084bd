"""What is wrong with a tree, said so that people can mend it: words for the codes of InvalidTree."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.segments.errors import InvalidTree


def complaint(broken: InvalidTree) -> dict[str, Any]:
    """The error as the builder reads it: path, code and a sentence that says what to do."""
    return {
        "path": broken.path,
        "problem": broken.problem,
        "message": _words().get(broken.problem) or broken.explanation,
    }


def _words() -> dict[str, str]:
    return {
        "not_a_number": _("Type a number here."),
        "not_whole": _("Type a whole number here."),
        "too_large": _("That is more than a segment can hold. Make it smaller, or split it into two."),
        "bad_days": _("Type a number of days, from 1 to 36525."),
        "bad_date": _("Choose a date that exists."),
        "empty_window": _("The end must lie after the beginning."),
        "empty_list": _("A group without conditions says nothing: add one, or remove the group."),
        "empty_node": _("Something is missing here."),
        "missing": _("Something is missing here."),
        "not_a_text": _("Choose or type a value here."),
        "bad_text": _("This name is too long, or has characters that cannot be shown."),
        "no_comparison": _("Say how much: choose a comparison and type a value."),
        "unknown_kind": _("There is no such behaviour."),
        "unknown_attribute": _("There is no such figure."),
        "unknown_segment": _("That segment does not exist any more. Choose another one."),
        "circle": _("These segments refer to each other in a circle. Choose another one."),
        "too_deep": _("Groups are nested too deeply."),
    }
