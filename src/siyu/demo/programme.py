"""What is printed when the demo answers: the address, who can log in, and how long it took."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from siyu.demo.cast import BRAND_NAME, CAST
from siyu.demo.progress import Progress


def programme(progress: Progress, address: str, seconds: float) -> dict[str, Any]:
    """The address (empty when nothing is served), the log-ins and the seconds since the command began."""
    return {
        "address": address,
        "brand": BRAND_NAME,
        "until": progress.until,
        "log_ins": [
            {"email": part.email, "password": progress.passwords[part.email], "who": str(part.what)} for part in CAST
        ],
        "seconds": round(seconds, 1),
    }


def programme_text(said: dict[str, Any]) -> str:
    """The same for people."""
    head = _("%(brand)s is open at %(address)s") if said["address"] else _("%(brand)s is filled")
    rows = [f"  {entry['email']:<28} {entry['password']:<22} {entry['who']}" for entry in said["log_ins"]]
    tail = _("Ready in %(seconds)s s. The brand's newest order is of %(until)s.") + (
        " " + _("Ctrl-C ends it.") if said["address"] else ""
    )
    return "\n".join(["", head % said, "", *rows, "", tail % {**said, "until": said["until"].replace("T", " ")}, ""])
