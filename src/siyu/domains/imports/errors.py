"""What an import refuses as a whole; rows it refuses one by one are `RejectedRow`s."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext

from siyu.kernel.errors import Invalid, NotFound, SiyuError

_NAMED: Final = ("header", "field", "key", "value", "preset", "row", "path")


class NotATable(SiyuError):
    """The file is no CSV or XLSX table; `data["reason"]` is a code, the message one plain sentence."""

    code = "not_a_table"
    status = 422

    def __init__(self, message: str = "", **data: Any) -> None:
        super().__init__(gettext(message) if message else "", **data)


class UnreadableRow(SiyuError):
    """The table breaks off or runs together at `data["row"]` so that nothing after it can be trusted."""

    code = "unreadable_row"
    status = 422


class UnknownLayout(Invalid):
    """No preset knows these headers and no mapping was given, or the chosen one does not fit (`data["reason"]`)."""

    code = "unknown_layout"


class BadMapping(Invalid):
    """A mapping names what is not there; `data["path"]` says where, `data["reason"]` what is wrong."""

    code = "bad_mapping"


def fault_of(fault: SiyuError) -> dict[str, str | int]:
    """What a page needs to say a fault in its own words later: the reason, and what it names."""
    named = {key: fault.data[key] for key in _NAMED if isinstance(fault.data.get(key), str | int)}
    return {"reason": str(fault.data.get("reason") or fault.code), **named}


class NoSuchJob(NotFound):
    """There is no such import in this account."""


class WrongState(SiyuError):
    """The import is not in a state in which this can be done; `data["state"]` is the one it is in."""

    code = "wrong_state"
    status = 409
