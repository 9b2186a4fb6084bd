"""One browser's socket: shows tickets, sits in rooms, is pinged, and is cut when it cannot follow."""

from __future__ import annotations

import json
import socket
from typing import Any, Final

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from siyu.platform.realtime import wire
from siyu.platform.realtime.hub import Hub
from siyu.platform.realtime.room import Write
from siyu.platform.realtime.tickets import TicketRefused

CHOKES_AT: Final = 64 * 1024
"""Unsent bytes from which on a connection gets no more of what may be left out."""
CUT_AT: Final = 256 * 1024
"""Unsent bytes at which a connection is cut; its page comes back and fetches what it missed."""
_MOST_FRAMES: Final = 40  # that a browser may send between two pings


class Connection(WSListener):
    """Listens to one socket and writes to it."""

    __slots__ = (
        "_frames",
        "_hub",
        "_missed",
        "_transport",
        "choked",
        "origin",
        "rooms",
        "seen",
        "since",
        "user",
        "write",
    )

    def __init__(self, hub: Hub, origin: str) -> None:
        self._hub, self.origin = hub, origin
        self.user = ""
        self.rooms: set[str] = set()
        self.choked = False
        self.since = self.seen = hub.clock()
        self._missed = self._frames = 0

    # --- the socket speaks ---
    def on_ws_connected(self, transport: WSTransport) -> None:
        """The hands are shaken; a ticket must follow."""
        self._transport = transport
        transport.underlying_transport.set_write_buffer_limits(high=CHOKES_AT)
        plain: socket.socket = transport.underlying_transport.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, CHOKES_AT)  # else the kernel keeps megabytes for each
        self.write: Write = transport.underlying_transport.write
        self._hub.arrive(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """A pong, a ticket, or leave of some rooms; anything else ends the talk."""
        self.seen = self._hub.clock()
        if frame.msg_type == WSMsgType.PONG:
            return
        if frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()
            return
        self._frames += 1
        if frame.msg_type != WSMsgType.TEXT or not frame.fin or self._frames > _MOST_FRAMES:
            self.close(WSCloseCode.POLICY_VIOLATION, "protocol")
            return
        try:
            self._hear(json.loads(frame.get_payload_as_bytes()))
        except (ValueError, TypeError, AttributeError):
            self.close(WSCloseCode.POLICY_VIOLATION, "protocol")

    def on_ws_disconnected(self, transport: WSTransport) -> None:  # noqa: ARG002
        """It is gone, by whomever's wish."""
        self._hub.depart(self)

    def pause_writing(self) -> None:
        """More waits unsent than a browser that follows would leave."""
        self._choke(choked=True)

    def resume_writing(self) -> None:
        """It has caught up; tell it how much was left out meanwhile."""
        self._choke(choked=False)
        if self._missed:
            self.tell({"missed": self._missed})
            self._missed = 0

    # --- the hub speaks ---
    def tell(self, what: dict[str, Any]) -> None:
        """Send something to this browser alone."""
        self.write(wire.text_frame(wire.dumps(what)))

    def press(self, frame: bytes, *, needed: bool) -> int:
        """Write to one that is behind if it is needed; cut it when it is too far behind."""
        if not needed:
            self._missed += 1
            return 0
        if self._transport.underlying_transport.get_write_buffer_size() > CUT_AT:
            self._hub.counts.cut += 1
            self._transport.underlying_transport.abort()
            return 0
        self.write(frame)
        return 1

    def beat(self, frame: bytes) -> None:
        """Ping; more frames may be sent again."""
        self._frames = 0
        if not self.choked:
            self.write(frame)

    def close(self, code: Any, why: str) -> None:
        """Leave all rooms and say why."""
        self._hub.depart(self)
        self._transport.send_close(code, why.encode())
        self._transport.disconnect()

    def _hear(self, said: dict[str, Any]) -> None:
        if "ticket" in said:
            try:
                seqs = self._hub.admit(self, str(said["ticket"]))
            except TicketRefused as refusal:
                self.tell({"refused": refusal.code})
            else:
                self.tell({"joined": seqs, "lease": self._hub.lease})
        for room in said.get("leave", ()):
            self._hub.leave(self, str(room))

    def _choke(self, *, choked: bool) -> None:
        self.choked = choked
        self._hub.changed(self)
