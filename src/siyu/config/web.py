"""The web process: granian with WSGI workers. Started by `siyu serve`, light, so that only its workers hold Django."""

from __future__ import annotations

import argparse

from granian import Granian
from granian.constants import Interfaces

from siyu.platform.process import die_with_parent

_THREADS = 4  # a worker's: few, because rows that many want are better waited for than fought over


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="siyu web")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--parent", type=int, required=True)
    said = parser.parse_args()
    die_with_parent(said.parent)
    Granian(
        "siyu.config.wsgi:application",
        address=said.host,
        port=said.port,
        interface=Interfaces.WSGI,
        workers=said.workers,
        blocking_threads=_THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
