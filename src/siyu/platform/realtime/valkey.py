"""Between several gateways: publishers say it to Valkey (or Redis), every gateway hears it there."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import Any, Final

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import NoBackoff
from redis.retry import Retry

from siyu.platform.realtime import wire
from siyu.platform.realtime.carriers import Losses
from siyu.platform.realtime.hub import Hub
from siyu.platform.settings import settings

log = logging.getLogger("siyu.realtime")
_PATIENCE: Final = 0.1  # seconds that a request waits for Valkey
_REST: Final = 1.0  # seconds in which a Valkey that failed is not tried again by requests
_KEPT: Final = 600  # seconds that revocations are kept
_LOOK_EVERY: Final = 1.0


def channel() -> str:
    """The name under which this installation's gateways and publishers meet."""
    return f"siyu.{sha256(settings().secret('secret_key').encode()).hexdigest()[:12]}"


class ValkeyCarrier:
    """Publishes to Valkey. While it is away nothing is heard anywhere; gateways start over when it is back."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.patience(_PATIENCE)
        self._channel = channel()
        self._rest_until = 0.0
        self._losses = Losses(self._send)

    def patience(self, seconds: float) -> None:
        """Wait no longer than this for Valkey."""
        self._valkey = redis.Redis.from_url(
            self._url, socket_timeout=seconds, socket_connect_timeout=seconds, retry=Retry(NoBackoff(), 0)
        )

    def publish(self, room: str, said: bytes) -> None:
        """Bring an event to all gateways."""
        if (time.monotonic() < self._rest_until or not self._send(said)) and room:
            self._losses.note(room)

    def publish_many(self, rooms: Iterable[str], said: bytes) -> None:
        """Bring one message to many rooms of all gateways."""
        if time.monotonic() < self._rest_until or not self._send(said):
            for room in rooms:
                self._losses.note(room)

    def revoke(self, said: bytes) -> None:
        """Write it down where every gateway looks each second, and say it; what fails is told by `Losses` later."""
        try:
            with self._valkey.pipeline(transaction=True) as pipe:
                pipe.zadd(f"{self._channel}.revoked", {said: time.time()})
                pipe.zremrangebyscore(f"{self._channel}.revoked", 0, time.time() - _KEPT)
                pipe.publish(self._channel, said)
                pipe.execute()
        except redis.RedisError as trouble:
            log.error("Valkey is away, a revocation waits: %s", trouble)
            self._losses.owe(lambda: self.write_down(said))

    def write_down(self, said: bytes) -> bool:
        """Put a revocation where the gateways look, by the instant of writing; answers whether it stands there."""
        try:
            self._valkey.zadd(f"{self._channel}.revoked", {said: time.time()})
        except redis.RedisError:
            return False
        return True

    def _send(self, said: bytes) -> bool:
        try:
            self._valkey.publish(self._channel, said)
        except redis.RedisError as trouble:
            log.warning("Valkey does not take what is said: %s", trouble)
            self._rest_until = time.monotonic() + _REST
            return False
        return True


class Relay:
    """A gateway's ear at Valkey."""

    def __init__(self, hub: Hub, url: str) -> None:
        self._hub = hub
        self._valkey = redis.asyncio.Redis.from_url(
            url,
            socket_connect_timeout=2,
            health_check_interval=2,
            retry=AsyncRetry(NoBackoff(), 0),  # a connection mended behind our back would hide what was missed
        )
        self._channel = channel()
        self.connected = False

    async def run(self) -> None:
        """Listen for ever; after every interruption all rooms start over."""
        while True:
            with suppress(redis.RedisError, OSError, asyncio.TimeoutError):
                await self._listen()
            if self.connected:
                log.warning("Valkey is away")
            self.connected = False
            await asyncio.sleep(0.5)

    async def _listen(self) -> None:
        async with self._valkey.pubsub(ignore_subscribe_messages=True) as heard:
            await heard.subscribe(self._channel)
            await self._revoked_since(time.time() - _KEPT)
            self._hub.start_over()
            self.connected = True
            looked = time.time()
            while True:
                said = await heard.get_message(timeout=_LOOK_EVERY)
                if said is not None:
                    self._take(said["data"])
                if time.time() - looked > _LOOK_EVERY:
                    await self._revoked_since(looked - 5)
                    looked = time.time()

    async def _revoked_since(self, at: float) -> None:
        for said in await self._valkey.zrangebyscore(f"{self._channel}.revoked", at, "+inf"):
            self._take(said)

    def _take(self, said: Any) -> None:
        try:
            self._hub.hear(*wire.parse(said))
        except (ValueError, KeyError, TypeError, json.JSONDecodeError):
            log.exception("a publisher said what we do not understand")
        self._hub.flush()
