"""One run of talkers and readers against a served house whose web processes are killed."""

from __future__ import annotations

import http.client
import json
import signal
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from siyu.platform.testing.loops import run_apart

from .house import House, wait_until
from .talkers import Told, everyone, faults

WORLD = Path(__file__).with_name("talk_world.py")


@dataclass
class Outcome:
    """What one run came to; `seconds` of talking."""

    told: Told
    faults: list[str]
    killed: int
    seconds: float
    messages: int


def run(
    house: House, *, talkers: int, readers: int, each: int, kills: int, cuts: float = 0.1, pause: float = 1.2
) -> tuple[Outcome, list[str]]:
    """The run, and what the same check finds in a short one whose repetitions bear fresh nonces (the control)."""
    world = json.loads(house.run(str(WORLD), "make", str(talkers + readers)))
    other = json.loads(house.run(str(WORLD), "again", str(6)))
    house.start("-m", "siyu", "serve")
    wait_until(lambda: _answers(house), 120)
    over, killed = threading.Event(), list[int]()
    killer = threading.Thread(target=_kill_web, args=(house, kills, pause, over, killed), daemon=True)
    began = time.monotonic()
    killer.start()
    told = run_apart(everyone(house.port, world["group"], world["sessions"], count=each, readers=readers, cuts=cuts))
    seconds = time.monotonic() - began
    over.set()
    killer.join()
    log = _log(house, world["group"])
    sound = Outcome(told, faults(told, log, talkers * each), len(killed), seconds, len(log))
    wait_until(lambda: _answers(house), 120)
    astray = run_apart(
        everyone(house.port, other["group"], other["sessions"], count=8, readers=1, cuts=0.5, fresh_nonces=True)
    )
    return sound, faults(astray, _log(house, other["group"]), 5 * 8)


def _log(house: House, group: str) -> list[tuple[int, str]]:
    return [(seq, text) for seq, text in json.loads(house.run(str(WORLD), "log", group))]


def _answers(house: House) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", house.port, timeout=5)
    try:
        link.request("GET", "/health")
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def _kill_web(house: House, times: int, pause: float, over: threading.Event, killed: list[int]) -> None:
    """Kill a web process, wait until the next one answers, go on."""
    while len(killed) < times and not over.wait(pause):
        web = house.processes("siyu.config.web")
        if not web or not _answers(house):
            continue
        victim = web[len(killed) % len(web)]
        try:
            victim.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
        killed.append(victim.pid)
