"""Pure decisions of moderation: the penalty ladder, and how words are folded before they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from siyu.kernel.text import plain_letters

REPEAT_WINDOW: Final = timedelta(days=90)
"""Earlier penalties within this time make the next one heavier."""


@dataclass(frozen=True)
class Step:
    """One step of the ladder; `days` is None where it lasts for good."""

    code: str
    kind: str
    days: int | None

    def until_after(self) -> timedelta | None:
        """How long it lasts, None for good."""
        return None if self.days is None else timedelta(days=self.days)


LADDER: Final = (
    Step("mute_1", "mute", 1),
    Step("mute_7", "mute", 7),
    Step("mute_15", "mute", 15),
    Step("mute_for_good", "mute", None),
    Step("ban", "ban", None),
)
BY_CODE: Final = {step.code: step for step in LADDER}
SEVERITIES: Final = range(1, 5)


def proposed_step(severity: int, repeats: int, *, aggravated: bool = False) -> Step:
    """The step that the convention proposes: severity 1–4, plus one a repeat within 90 days, plus one if aggravated.

    Requirement S21.3. A ban is proposed only for the gravest category, aggravated or repeated. A human decides.
    """
    if severity not in SEVERITIES:
        raise ValueError(f"severity is 1 to 4, not {severity}")
    height = severity - 1 + repeats + int(aggravated)
    highest = len(LADDER) - 1 if severity == SEVERITIES[-1] else len(LADDER) - 2
    return LADDER[min(height, highest)]


def fold_words(text: str) -> str:
    """A text as word lists see it: half-width, simplified, lower case, without spaces, signs and invisible marks.

    So 微·信, 微\u200b信, ＷeiXin and traditional letters meet the same entry as their plain forms.
    """
    return "".join(letter for letter in plain_letters(text) if letter.isalnum())
