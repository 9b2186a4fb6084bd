"""Writes a whole set: the export files of four channels and the behaviour. Also `python -m siyu.demo.generate`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from siyu.demo.book import Book, make_book
from siyu.demo.exports.douyin import write_douyin
from siyu.demo.exports.taobao import write_taobao
from siyu.demo.exports.xiaohongshu import write_xiaohongshu
from siyu.demo.exports.youzan import write_youzan
from siyu.demo.facts import write_facts
from siyu.demo.keys import person_keys
from siyu.demo.spec import Spec

_WRITERS: tuple[Callable[[Book, Path], dict[str, int]], ...] = (
    write_taobao,
    write_douyin,
    write_xiaohongshu,
    write_youzan,
)


def local_now() -> datetime:
    """This moment on the shop's clock, without a zone."""
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")).replace(tzinfo=None, microsecond=0)


def write_set(spec: Spec, folder: Path) -> dict[str, int]:
    """Write every file of a set into a folder; the rows of each file by name."""
    folder.mkdir(parents=True, exist_ok=True)
    book = make_book(spec)
    return {**write_exports(book, folder), **write_facts(book, folder, person_keys(book))}


def write_exports(book: Book, folder: Path) -> dict[str, int]:
    """Write the order files into a folder; the rows of each file by name."""
    folder.mkdir(parents=True, exist_ok=True)
    return {name: rows for write in _WRITERS for name, rows in write(book, folder).items()}


@click.command()
@click.option("--people", default=Spec.people, show_default=True, help="People in the set.")
@click.option("--seed", default=Spec.seed, show_default=True, help="The same seed and day give the same files.")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The last day; without it the set ends now.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder for the files.")
def generate_command(people: int, seed: int, day: datetime | None, out: Path) -> None:
    """Write platform export files and behaviour of a made-up brand."""
    until = None if day else local_now()
    last: date = (day or until or local_now()).date()
    for name, rows in write_set(Spec(day=last, people=people, seed=seed, until=until), out).items():
        click.echo(f"{rows:>10,}  {name}")


if __name__ == "__main__":
    generate_command()
