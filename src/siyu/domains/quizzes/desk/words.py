"""What the builder says: its script's words, and faults of a content in plain language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def fault_words(path: str, reason: str) -> str:
    """Where in the quiz something is unfinished, and what; paths as `questions.0.choices.1.text`."""
    parts = path.split(".")
    place = _("The quiz")
    if len(parts) > 1 and parts[1].isdigit():
        number = int(parts[1]) + 1
        place = (_("Question %(n)s") if parts[0] == "questions" else _("Result %(n)s")) % {"n": number}
        if len(parts) > 3 and parts[2] == "choices" and parts[3].isdigit():
            place += " · " + _("choice %(n)s") % {"n": int(parts[3]) + 1}
    if parts[-1] in {"text", "title", "name"}:
        reason = _("write something here, not too long")
    elif path in {"questions", "results"}:
        reason = _("there must be at least one")
    elif parts[-1] == "choices":
        reason = _("give two to twelve choices")
    elif reason.startswith("question") and "jump" in reason:
        place, reason = _("The quiz"), _("a jump leads to a later question only")
    return f"{place}：{reason}"


def builder_words() -> dict[str, str]:
    """Name → words for the script of the builder."""
    return {
        "question": _("Question %(n)s"),
        "result": _("Result %(n)s"),
        "question_text": _("What do you ask?"),
        "choice_text": _("A choice"),
        "single": _("one choice"),
        "multi": _("several choices"),
        "one_or_several": _("One answer or several"),
        "most": _("at most (0: any number)"),
        "optional": _("may be left out"),
        "add_choice": _("Add a choice"),
        "add_tag": _("Add a tag"),
        "tag": _("Tag"),
        "days": _("days (empty: for good)"),
        "unit": pgettext("tag's end", "days"),
        "points": _("points"),
        "speaks_for": _("speaks for"),
        "no_result": _("no result"),
        "goes_to": _("then"),
        "next": _("the next question"),
        "picture": _("Picture"),
        "take_away": _("Take away"),
        "up": _("Up"),
        "down": _("Down"),
        "result_title": _("Name of the result"),
        "result_text": _("What it means for them"),
        "from_points": _("from points (empty: for everyone else)"),
        "group": _("Group to join"),
        "no_group": _("no group"),
        "saved": _("Saved."),
        "failed": _("Not saved. Check the connection and try again."),
        "unsaved": _("Not saved yet"),
    }
