"""Coded errors of insights."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from siyu.kernel.errors import SiyuError


class NotEnoughData(SiyuError):
    """The data cannot carry an answer; `data` names what is lacking, what there is and what it takes."""

    code: ClassVar[str] = "not_enough_data"
    status: ClassVar[int] = 422

    @classmethod
    def of(cls, lack: str, has: int = 0, needs: int = 0) -> NotEnoughData:
        """The error for something lacking (a key of `words_of_lack`)."""
        return cls(words_of_lack(lack, has, needs), lack=lack, has=has, needs=needs)


def words_of_lack(lack: str, has: int = 0, needs: int = 0) -> str:
    """What is lacking, in the active language; the empty text where nothing is."""
    said = {"has": has, "needs": needs}
    words = {
        "orders": _("Not enough data: there are no paid orders yet."),
        "customers": _("Not enough data: %(has)s buyers, a prediction takes %(needs)s.") % said,
        "repeaters": _("Not enough data: %(has)s buyers came back, a prediction takes %(needs)s.") % said,
        "variety": _("Not enough data: the buyers are too much alike to tell them apart."),
        "rows": _("Not enough data: an arm has fewer than two rows."),
    }
    return words.get(lack, "")
