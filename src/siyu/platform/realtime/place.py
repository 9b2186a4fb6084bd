"""Where a gateway lives in an installation: its lock, its socket for publishers and the journal of revocations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from siyu.platform.process import socket_path
from siyu.platform.settings import settings


@dataclass(frozen=True)
class GatewayPlace:
    """The paths of one gateway, under SIYU_HOME/run, which only its user may enter."""

    home: Path

    @property
    def run(self) -> Path:
        """Locks and sockets of running processes."""
        run = self.home / "run"
        run.mkdir(parents=True, exist_ok=True, mode=0o700)
        return run

    @property
    def lock(self) -> Path:
        """Held by the gateway that serves this home."""
        return self.run / "gateway.lock"

    @property
    def socket(self) -> str:
        """Where publishers of this machine hand in what they say."""
        return socket_path(self.run / "gateway.sock")

    @property
    def journal(self) -> Path:
        """Revocations, written down before they are said, so that none is lost with a message."""
        return self.run / "revoked.jsonl"


def here() -> GatewayPlace:
    """The place of this installation."""
    return GatewayPlace(settings().home)
