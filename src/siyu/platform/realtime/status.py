"""Asking the gateway of this machine how it is doing."""

from __future__ import annotations

import json
import socket
from typing import Any

from siyu.platform.realtime import wire
from siyu.platform.realtime.place import here

_PATIENCE = 2.0  # seconds


def ask() -> dict[str, Any] | None:
    """Its connections, rooms, deliveries and drops; None when no gateway runs. Raises TimeoutError when it hangs."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as asking:
        asking.settimeout(_PATIENCE)
        try:
            asking.connect(here().socket)
        except (FileNotFoundError, ConnectionRefusedError):
            return None
        asking.send(wire.message({"do": "status"}))
        found: dict[str, Any] = json.loads(asking.recv(65536))
        return found
