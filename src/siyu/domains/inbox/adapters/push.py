"""Web push: our VAPID key, encryption for one browser (RFC 8291), and posting to its push service."""

from __future__ import annotations

import base64
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02  # type: ignore[import-untyped]

from siyu.domains.inbox.conf import PUSH_HOSTS, PUSH_TIMEOUT, PUSH_TTL
from siyu.platform.settings import settings

Outcome = Literal["sent", "gone", "failed"]
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True)
class Browser:
    """Where one browser takes pushes, and its keys."""

    endpoint: str
    key: str
    auth: str


def is_push_service(endpoint: str) -> bool:
    """Whether an address that a browser named may be called: known services by https only, or what an operator added.

    Without this anybody could make the server call any address. Loopback may be added with its port, for tests.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None:
        return False
    added = tuple(settings().push_services)
    if host in _LOOPBACK:
        return f"{host}:{port}" in added
    known = any(host == name or (name.startswith(".") and host.endswith(name)) for name in (*PUSH_HOSTS, *added))
    return parts.scheme == "https" and port in (None, 443) and known


def public_key() -> str:
    """Our VAPID public key as browsers want it: the uncompressed point in base64url."""
    point = _vapid().public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


class Sender:
    """Keeps connections to push services open while a job sends; call from several threads."""

    def __init__(self) -> None:
        import httpx  # with what it brings along, pages would start later for it

        self._client = httpx.Client(timeout=PUSH_TIMEOUT, follow_redirects=False, trust_env=False)
        self._signing = threading.Lock()

    def send(self, browser: Browser, words: bytes, *, urgent: bool = False) -> Outcome:
        """Encrypt the words for the browser and post them; `gone` means that the browser takes no more for ever."""
        import httpx
        from pywebpush import WebPusher  # type: ignore[import-untyped]

        if not is_push_service(browser.endpoint):
            return "gone"
        try:
            keys = {"endpoint": browser.endpoint, "keys": {"p256dh": browser.key, "auth": browser.auth}}
            sealed = cast("dict[str, Any]", WebPusher(keys).encode(words))["body"]
        except Exception:  # noqa: BLE001 - keys that are no point of the curve: the library raises many kinds
            return "gone"
        headers = {
            **self._signed(browser.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(PUSH_TTL),
            "Urgency": "high" if urgent else "normal",
        }
        try:
            answer = self._client.post(browser.endpoint, content=sealed, headers=headers)
        except httpx.HTTPError:
            return "failed"
        if answer.status_code in (404, 410):
            return "gone"
        return "sent" if answer.is_success else "failed"

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _signed(self, endpoint: str) -> dict[str, str]:
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": f"mailto:{settings().push_contact}"}
        with self._signing:
            return cast("dict[str, str]", _vapid().sign(claims))


@lru_cache
def _vapid_of(file: Path) -> Vapid02:
    return Vapid02.from_file(str(file))


def _vapid() -> Vapid02:
    """Our key, made once for an installation and kept among its secrets: with another one all devices are lost."""
    file = settings().home / "secrets" / "vapid.pem"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = Vapid02()
        fresh.generate_keys()
        draft = file.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_bytes(fresh.private_pem())
        with suppress(FileExistsError):  # the first of two racing processes wins
            file.hardlink_to(draft)
        draft.unlink()
    return _vapid_of(file)
