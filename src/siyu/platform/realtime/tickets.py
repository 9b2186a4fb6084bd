"""Tickets: what Django signs and the gateway believes, once, for a minute: who sits down, and in which rooms."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from siyu.platform.settings import settings

LIFE = 60.0
"""Seconds in which a ticket must be used."""
_SKEW = 2.0  # seconds by which the clocks of two machines may differ


class TicketRefused(Exception):
    """The ticket opens nothing; `code` says why: bad, expired, replayed, foreign."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Ticket:
    """What a ticket says: the user, the rooms, when the rights were looked up (Unix seconds), for which page."""

    user: str
    rooms: tuple[str, ...]
    issued: float
    nonce: str
    origin: str


def issue(user_uid: str, rooms: Iterable[str], *, origin: str = "", at: float | None = None) -> str:
    """Sign a ticket. `at` (Unix seconds) is the instant **before** the rights were looked up: a revocation since
    then beats the ticket. `origin` binds it to pages of that origin; empty leaves it unbound (for programs).
    """
    said = {
        "u": user_uid,
        "r": list(rooms),
        "i": time.time() if at is None else at,
        "n": secrets.token_urlsafe(12),
        "o": origin,
    }
    body = urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).rstrip(b"=")
    return f"{body.decode()}.{_sign(body)}"


def read(text: str, *, now: float | None = None) -> Ticket:
    """What a ticket says. Raises TicketRefused when it is not ours or too old (or not yet valid)."""
    body, _, signature = text.partition(".")
    if not hmac.compare_digest(_sign(body.encode()).encode(), signature.encode()):
        raise TicketRefused("bad")
    said = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    now = time.time() if now is None else now
    if not -_SKEW <= now - said["i"] <= LIFE:
        raise TicketRefused("expired")
    return Ticket(said["u"], tuple(said["r"]), said["i"], said["n"], said["o"])


def _sign(body: bytes) -> str:
    key = hmac.digest(settings().secret("secret_key").encode(), b"siyu.realtime.ticket", sha256)
    return urlsafe_b64encode(hmac.digest(key, body, sha256)).rstrip(b"=").decode()
