"""A filling that was cut off goes on where it was; a finished one is left alone; passwords stay what they were."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from siyu.demo import fill
from siyu.demo.progress import Progress, draw_password, read_progress, write_progress


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Callable[[], None]]:
    found: dict[str, Callable[[], None]] = {}

    def given(progress: Progress) -> Iterator[tuple[str, str, Callable[[], None]]]:
        return ((name, name, act) for name, act in found.items())

    monkeypatch.setattr(fill, "_steps", given)
    monkeypatch.setattr(fill, "demo_folder", lambda: tmp_path / "demo")
    return found


def test_what_was_cut_off_goes_on(steps: dict[str, Callable[[], None]]) -> None:
    done: list[str] = []

    def cut_off() -> None:
        raise KeyboardInterrupt

    steps.update(first=lambda: done.append("first"), second=cut_off, third=lambda: done.append("third"))
    with pytest.raises(KeyboardInterrupt):
        fill.fill_demo(people=10)
    steps["second"] = lambda: done.append("second")
    progress = fill.fill_demo(people=99)
    assert done == ["first", "second", "third"]
    assert progress.people == 10
    fill.fill_demo()
    assert done == ["first", "second", "third"]


def test_progress_is_kept_whole_and_private(tmp_path: Path) -> None:
    progress = Progress(until="2026-11-22T15:00:00", people=10, passwords={"a@b.example": draw_password()})
    write_progress(tmp_path, progress.with_step("home"))
    assert read_progress(tmp_path) == progress.with_step("home")
    assert stat.S_IMODE((tmp_path / "progress.json").stat().st_mode) == 0o600
    assert progress.spec.people == 10
    assert progress.spec.end == (progress.spec.days - 1) * 86_400 + 15 * 3_600


@pytest.mark.parametrize("text", ["", "{", '{"version": 0, "done": []}'])
def test_what_another_version_left_is_not_trusted(tmp_path: Path, text: str) -> None:
    (tmp_path / "progress.json").write_text(text)
    assert read_progress(tmp_path) is None


def test_passwords_differ() -> None:
    assert len({draw_password() for _ in range(50)}) == 50
