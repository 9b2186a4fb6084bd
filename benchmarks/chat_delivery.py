"""Delivery of messages under cut links and killed web processes: acknowledged means in the log once, in order.

Run: `.venv/bin/python benchmarks/chat_delivery.py [--talkers 50] [--each 2000] [--kills 50] [--readers 2]`
Prints one JSON document; exits 1 when a promise does not hold or the control is not caught.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.processes.house import House
from tests.processes.talk_run import run


def main() -> int:
    parser = argparse.ArgumentParser()
    for name, default in (("talkers", 50), ("each", 2_000), ("kills", 50), ("readers", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--cuts", type=float, default=0.03, help="chance that a link is cut after a request")
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between kills")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="siyu-talk-") as home:
        house = House(Path(home))
        try:
            sound, control = run(house, **vars(asked))
        finally:
            house.close()
    print(json.dumps({
        **vars(asked), "acknowledged": len(sound.told.acknowledged), "in_log": sound.messages,
        "seconds": round(sound.seconds, 1), "per_second": round(len(sound.told.acknowledged) / sound.seconds, 1),
        "killed": sound.killed, "troubles": dict(sound.told.troubles), "faults": sound.faults,
        "control_found": control, "load": [round(each, 1) for each in os.getloadavg()],
    }, ensure_ascii=False))  # fmt: skip
    return 1 if sound.faults or not control else 0


if __name__ == "__main__":
    raise SystemExit(main())
