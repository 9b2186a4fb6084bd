"""kill -9 of engine, worker and serve at random moments: nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import random
import subprocess
import threading
import time
import urllib.error
import urllib.request

import psutil
import pytest

from siyu.platform.eventstore.client import RemoteStore
from siyu.platform.eventstore.place import Place
from siyu.platform.testing.facts import some_facts

from .house import TOOL, House, wait_until


def test_a_killed_engine_loses_no_acknowledged_append(engine_place: Place) -> None:
    kills, batch, chance = 15, 200, random.Random(11)
    store = RemoteStore(engine_place)
    store.query("SELECT 1")
    done = threading.Event()
    acknowledged: list[int] = []

    def append() -> None:
        number = 0
        while not done.is_set():
            numbers = range(number * batch, (number + 1) * batch)
            if number % 2:
                store.upsert(some_facts(numbers), source="test", sequence=number + 1)
            else:
                store.append(some_facts(numbers), source="test", sequence=number + 1)
            acknowledged.append(number)
            number += 1

    writer = threading.Thread(target=append)
    writer.start()
    slowest = 0.0
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.0, 0.4))
            so_far = len(acknowledged)
            assert store._started is not None
            psutil.Process(store._started.pid).kill()
            killed = time.monotonic()
            wait_until(lambda before=so_far: len(acknowledged) > before + 1)
            slowest = max(slowest, time.monotonic() - killed)
    finally:
        done.set()
        writer.join()
    rows = store.query("SELECT count(*) AS n, count(DISTINCT event_id) AS d FROM facts").to_pylist()
    assert rows == [{"n": len(acknowledged) * batch, "d": len(acknowledged) * batch}]
    assert slowest < 20, "clients come back within seconds, also on a machine with much else to do"


def _stating(house: House, first: int, count: int) -> subprocess.Popen[bytes]:
    return house.start(str(TOOL), "state", str(first), str(count), out=subprocess.PIPE)


def _committed(process: subprocess.Popen[bytes]) -> list[int]:
    assert process.stdout is not None
    return [int(line) for line in process.stdout.read().split()]


@pytest.mark.parametrize("victim", ["worker", "stater"])
def test_killed_workers_and_writers_lose_and_double_nothing(house: House, victim: str) -> None:
    chance = random.Random(12)
    committed: list[int] = []
    for turn in range(4):
        worker = house.start("-m", "siyu", "worker")
        stater = _stating(house, turn * 1000, 400)
        time.sleep(chance.uniform(1.0, 3.5))
        (worker if victim == "worker" else stater).kill()
        committed += _committed(stater)
        worker.kill()
        worker.wait()
    found = house.tool("sums")
    assert found["n"] >= len(committed), "nothing that was said to be committed is lost"
    assert found["n"] <= len(committed) + 4, "at most the one not yet said when its writer was killed"
    if victim == "worker":
        assert found == {"n": len(committed), "s": sum(committed)}


def test_a_killed_workers_job_is_taken_again(house: House) -> None:
    marks = house.home / "marks"
    marks.mkdir()
    house.tool("jobs", 6, str(marks))
    for _ in range(4):
        before = len(list(marks.glob("began-*")))
        worker = house.start("-m", "siyu", "worker")
        wait_until(lambda before=before: len(list(marks.glob("began-*"))) > before)
        worker.kill()
        worker.wait()
    house.start("-m", "siyu", "worker")
    wait_until(lambda: len(list(marks.glob("ended-*"))) == 6)
    wait_until(lambda: house.tool("open_jobs") == {"SUCCESSFUL": 6})


def _answer(house: House) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}/static/none.css", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as said:
        return said.code
    except OSError:
        return 0


def test_serve_restarts_what_dies_and_leaves_nothing_behind(house: House) -> None:
    chance = random.Random(13)
    committed: list[int] = []
    served = house.start("-m", "siyu", "serve")
    wait_until(lambda: _answer(house), 60)
    for turn, (word, instead) in enumerate(
        [("engine", ""), ("config.web", ""), ("realtime.gateway", ""), ("worker", ""), ("serve", "serve")] * 3
    ):
        stater = _stating(house, turn * 1000, 50)
        time.sleep(chance.uniform(0.2, 1.5))
        for victim in house.processes(f"siyu {word}" if instead or word == "worker" else word)[:1]:
            victim.kill()
        committed += _committed(stater)
        if instead:
            served.wait(10)
            wait_until(lambda: not any(map(house.processes, ("config.web", "siyu worker", "realtime.gateway"))))
            served = house.start("-m", "siyu", "serve")
        wait_until(lambda: _answer(house), 60)
    wait_until(lambda: house.processes("realtime.gateway"))
    second = house.start("-m", "siyu", "serve")
    assert second.wait(30) == 1, "one serve a home"
    assert house.tool("sums") == {"n": len(committed), "s": sum(committed)}
    asked = time.monotonic()
    served.terminate()
    assert served.wait(20) == 0
    assert time.monotonic() - asked < 12
    assert house.processes("siyu") == [], "no child outlives a clean stop"
