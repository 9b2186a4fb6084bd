"""A backup taken while facts are stated and delivered comes back whole; one without everything is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .house import TOOL, House


def test_a_backup_under_load_restores_to_equal_sums(house: House, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"  # these never pass the outbox: only the copy of the event store has them
    events.write_text(
        "person,at,kind,object_id\nann,2026-01-02T03:04:05Z,note.viewed,n1\nbo,2026-02-03,note.liked,n2\n"
    )
    house.run("-m", "siyu", "import", "events", str(events), "--account", "acme")
    house.start("-m", "siyu", "worker")
    stater = house.start(str(TOOL), "state", "0", "1000000", out=subprocess.PIPE)
    assert stater.stdout is not None
    for _ in range(100):
        stater.stdout.readline()
    file = tmp_path / "backup.tar.gz"
    house.run("-m", "siyu", "backup", str(file))
    running = stater.poll() is None
    stater.kill()
    assert running, "the backup was taken while facts were stated"
    assert file.stat().st_mode & 0o077 == 0, "it holds secrets: for its owner only"

    (tmp_path / "other").mkdir()
    other = House.__new__(House)
    other.home, other.started = tmp_path / "other", []
    other.env = {**house.env, "SIYU_HOME": str(other.home)}
    try:
        other.run("-m", "siyu", "restore", str(file), "--json")
        assert other.tool("sums") == other.tool("stated")
        assert other.tool("sums")["n"] >= 100
        assert other.tool("seen") == [["ann", "n1"], ["bo", "n2"]]
        assert (other.home / "secrets" / "secret_key").read_text() == (
            house.home / "secrets" / "secret_key"
        ).read_text()
        again = subprocess.run(
            [sys.executable, "-m", "siyu", "restore", str(file)],
            env=other.env, cwd=other.home, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert again.returncode == 1
        assert "--force" in again.stderr
    finally:
        other.close()


def test_what_is_no_backup_is_refused_in_one_sentence(house: House, tmp_path: Path) -> None:
    file = tmp_path / "x.tar.gz"
    file.write_bytes(b"no backup")
    said = subprocess.run(
        [sys.executable, "-m", "siyu", "restore", "--force", str(file)],
        env=house.env, cwd=house.home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
