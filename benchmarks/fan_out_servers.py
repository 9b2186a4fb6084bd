"""The servers that `fan_out.py` compares, each with a way to publish: our gateway, a C floor, nchan, Socket.IO."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

PARTS = Path(__file__).with_name("fan_out_parts")
SERVER_CORE, CLIENT_CORE = 0, 1


def pin(core: int) -> list[str]:
    """Run a command on one core, so that a server has the same share of the machine as its peers."""
    return ["taskset", "-c", str(core % (os.cpu_count() or 1))]


def free_ports() -> int:
    """The first of two neighbouring ports that nobody uses."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            try:
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def compiled(name: str, folder: Path) -> str:
    """Compile a C part where the benchmark runs."""
    binary = folder / name
    subprocess.run(["cc", "-O2", "-o", binary, PARTS / f"{name}.c"], check=True)
    return str(binary)


class Server:
    """One server under test."""

    name, path, origin = "", "-", "http://127.0.0.1"

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_ports()
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def first_lines(self, count: int) -> list[str]:
        """What each listener says when it has connected."""
        return [""] * count

    def start(self) -> None:
        self.process = subprocess.Popen([*pin(SERVER_CORE), *self.command()], env=self.environment())
        until = time.monotonic() + 60
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            assert self.process.poll() is None, f"{self.name} ended"
            assert time.monotonic() < until, f"{self.name} does not start"
            time.sleep(0.1)
        time.sleep(0.3)
        self.open()

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def open(self) -> None:
        """Connect as a publisher."""
        self.publisher = socket.create_connection(("127.0.0.1", self.port + 1))
        self.publisher.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def publish(self, text: str) -> None:
        self.publisher.sendall(text.encode())

    def pids(self) -> list[int]:
        assert self.process is not None
        return [self.process.pid]

    def cpu(self) -> float:
        """CPU seconds so far."""
        return sum(self._cpu(pid) for pid in self.pids())

    @staticmethod
    def _cpu(pid: int) -> float:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss_mb(self) -> int:
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.pids())
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


class Floor(Server):
    name = "C floor"

    def command(self) -> list[str]:
        return [compiled("floor", self.folder), str(self.port)]

    def publish(self, text: str) -> None:
        from siyu.platform.realtime import wire

        self.publisher.sendall(
            wire.events_frame("live.1", [wire.event_of("x", text, None)], {})
        )  # the very bytes we send


class Siyu(Server):
    name, path = "siyu gateway", "/ws"

    def environment(self) -> dict[str, str]:
        os.environ["SIYU_HOME"] = str(self.folder / "home")
        return dict(os.environ)

    def command(self) -> list[str]:
        return [sys.executable, "-m", "siyu.platform.realtime.gateway", "--host", "127.0.0.1", "--port", str(self.port)]

    def first_lines(self, count: int) -> list[str]:
        from siyu.platform.realtime import tickets

        return [
            json.dumps({"ticket": tickets.issue(f"u{n}", ["live.1", f"user.u{n}"])}, separators=(",", ":"))
            for n in range(count)
        ]

    def open(self) -> None:
        from siyu.platform.realtime.carriers import LocalCarrier

        self.carrier = LocalCarrier()

    def publish(self, text: str, *, room: str = "live.1", lane: str = "host", batch: bool = False) -> None:
        from siyu.platform.realtime import wire

        head = {"do": "publish", "room": room, "lane": lane, "batch": batch, "key": "", "seq": None}
        self.carrier.publish(room, wire.message(head, wire.event_of("x", text, None)))

    def tell(self, rooms: list[str], text: str) -> None:
        """The same event in many rooms."""
        from siyu.platform.realtime import wire

        head = {"do": "publish", "room": "", "lane": "host", "batch": False, "key": "", "seq": None}
        for at in range(0, len(rooms), 1000):
            some = rooms[at : at + 1000]
            self.carrier.publish_many(some, wire.message({**head, "rooms": some}, wire.event_of("x", text, None)))


class Nchan(Server):
    name, path = "nchan", "/sub"

    def command(self) -> list[str]:
        for each in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            (self.folder / each).mkdir(exist_ok=True)
        text = (PARTS / "nginx.conf").read_text().replace("PORT", str(self.port)).replace("HOME", str(self.folder))
        modules = next(Path("/usr").rglob("ngx_nchan_module.so")).parent
        conf = self.folder / "nginx.conf"
        conf.write_text(("user root;\n" if os.getuid() == 0 else "") + text.replace("modules/", f"{modules}/"))
        return ["nginx", "-p", str(self.folder), "-c", str(conf)]

    def open(self) -> None:
        self.http = http.client.HTTPConnection("127.0.0.1", self.port)

    def publish(self, text: str) -> None:
        self.http.request("POST", "/pub", body=text)
        self.http.getresponse().read()

    def pids(self) -> list[int]:
        assert self.process is not None
        said = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [self.process.pid, *map(int, said.stdout.split())]


class SocketIo(Server):
    name, path = "Socket.IO", "/socket.io/?EIO=4&transport=websocket"

    def command(self) -> list[str]:
        if not (self.folder / "node_modules").exists():
            subprocess.run(
                ["npm", "install", "--silent", "--no-audit", "--no-fund", "socket.io@4"], cwd=self.folder, check=True
            )
        shutil.copy(PARTS / "socketio.cjs", self.folder)
        return ["node", str(self.folder / "socketio.cjs"), str(self.port)]

    def first_lines(self, count: int) -> list[str]:
        return ["40"] * count
