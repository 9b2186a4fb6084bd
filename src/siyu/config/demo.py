"""The `siyu demo` command: fill the demo brand, then serve it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from siyu.platform.process import die_with_parent

if TYPE_CHECKING:
    from siyu.demo.progress import Progress


@click.command("demo")
@click.option("--people", default=22_000, show_default=True, help="People of the demo brand, at its first start.")
@click.option("--fill-only", is_flag=True, help="Fill and end, without serving.")
@click.option("--parent", type=int, default=0, hidden=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout once it answers.")
def demo_command(people: int, fill_only: bool, parent: int, as_json: bool) -> None:
    """Fill a lively demo brand (at the first start), serve everything and print the log-ins, until Ctrl-C."""
    from siyu.config.build import compile_words
    from siyu.config.serve import serve
    from siyu.demo.programme import programme, programme_text
    from siyu.demo.progress import demo_folder, read_progress

    began = time.monotonic()
    if parent:
        die_with_parent(parent)
    compile_words()  # before the first sentence is said
    progress = read_progress(demo_folder())
    if progress is None or not progress.finished:
        progress = _fill_here(people) if fill_only else _fill_aside(people)

    def show(address: str) -> None:
        said = programme(progress, address, time.monotonic() - began)
        click.echo(json.dumps(said, ensure_ascii=False) if as_json else programme_text(said))

    if fill_only:
        show("")
    else:
        serve(on_ready=show)


def _fill_here(people: int) -> Progress:
    from siyu.demo.fill import fill_demo  # brings the engines of analysis along: not for a second start

    return fill_demo(people)


def _fill_aside(people: int) -> Progress:
    """Fill in a process of its own, so that the one that serves stays small; static files are gathered meanwhile."""
    from siyu.config.build import gather_files
    from siyu.demo.progress import demo_folder, read_progress

    command = [sys.executable, "-m", "siyu", "demo", "--fill-only", "--people", str(people)]
    filling = subprocess.Popen([*command, "--parent", str(os.getpid())], stdout=subprocess.DEVNULL)
    gather_files()
    failed, progress = filling.wait(), read_progress(demo_folder())
    if failed or progress is None:
        sys.exit(failed or 1)
    return progress
