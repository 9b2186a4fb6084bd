"""What the gate says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class GateClosed(SiyuError):
    """The group may not be cloned yet; `data["missing"]` names the questions without answer or without evidence."""

    code = "gate_closed"
    status = 409
