"""How far the demo has been filled: written after each step, so that a start that was cut off goes on."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from siyu.demo.spec import Spec
from siyu.platform.settings import settings

_VERSION = 1
_SYLLABLES = ("yun", "shang", "qi", "pao", "lan", "mei", "jin", "xiu", "he", "tao", "gui", "lian")


@dataclass(frozen=True)
class Progress:
    """The set that is being filled in, the passwords that were drawn for it, and the steps done."""

    until: str
    people: int
    seed: int = Spec.seed
    version: int = _VERSION
    passwords: dict[str, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    finished: bool = False

    @property
    def spec(self) -> Spec:
        """The set of the demo brand."""
        until = datetime.fromisoformat(self.until)
        return Spec(day=until.date(), people=self.people, seed=self.seed, until=until)

    def with_step(self, step: str) -> Progress:
        """The progress after one more step."""
        return replace(self, done=(*self.done, step))


def demo_folder() -> Path:
    """Where the files of the demo and its progress lie."""
    return settings().home / "demo"


def read_progress(folder: Path) -> Progress | None:
    """What an earlier start left in this folder; None when nothing, or by another version of the demo."""
    try:
        found = json.loads(_file(folder).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if found.get("version") != _VERSION:
        return None
    return Progress(**{**found, "done": tuple(found["done"])})


def write_progress(folder: Path, progress: Progress) -> None:
    """Replace the file as a whole; it holds passwords, so only its owner may read it."""
    draft = _file(folder).with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(progress), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(_file(folder))


def draw_password() -> str:
    """A password that can be read off a screen and typed: `lan-mei-4821-tao`."""
    words = [secrets.choice(_SYLLABLES) for _ in range(3)]
    return f"{words[0]}-{words[1]}-{secrets.randbelow(9_000) + 1_000}-{words[2]}"


def _file(folder: Path) -> Path:
    return folder / "progress.json"
