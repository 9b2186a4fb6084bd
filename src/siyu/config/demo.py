"""The `siyu demo` command: fill the demo brand, then serve it."""

from __future__ import annotations

import json
import time

import click


@click.command("demo")
@click.option("--people", default=22_000, show_default=True, help="People of the demo brand, at its first start.")
@click.option("--fill-only", is_flag=True, help="Fill and end, without serving.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout once it answers.")
def demo_command(people: int, fill_only: bool, as_json: bool) -> None:
    """Fill a lively demo brand (at the first start), serve everything and print the log-ins, until Ctrl-C."""
    from siyu.config.serve import serve
    from siyu.demo.programme import programme, programme_text
    from siyu.demo.progress import demo_folder, read_progress

    began = time.monotonic()
    progress = read_progress(demo_folder())
    if progress is None or not progress.finished:
        from siyu.demo.fill import fill_demo  # brings the engines of analysis along: not for a second start

        progress = fill_demo(people)

    def show(address: str) -> None:
        said = programme(progress, address, time.monotonic() - began)
        click.echo(json.dumps(said, ensure_ascii=False) if as_json else programme_text(said))

    if fill_only:
        show("")
    else:
        serve(on_ready=show)
