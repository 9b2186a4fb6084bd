"""Running coroutines in tests that share their process with a browser's own event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run_apart(scene: Coroutine[Any, Any, Answer]) -> Answer:
    """Like asyncio.run, in a thread of its own: Playwright leaves a running loop in the thread that tests run in."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, scene).result()
