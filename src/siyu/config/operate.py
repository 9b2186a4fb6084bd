"""Commands that run and keep an installation: build, serve, check, backup, restore, engine, gateway, worker, manage."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import click


@click.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage_command(arguments: tuple[str, ...]) -> None:
    """Django's own management commands."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["siyu manage", *arguments])


@click.command("build")
def build_command() -> None:
    """Compile the translations and gather the static files; quick when nothing changed."""
    from siyu.config.build import build

    click.echo(build(), err=True)


@click.command("serve")
@click.option("--host", default="", help="Address to listen on; SIYU_HOST otherwise.")
@click.option("--port", default=0, type=int, help="Port to listen on; SIYU_PORT otherwise.")
def serve_command(host: str, port: int) -> None:
    """Run web, worker, gateway and engine until Ctrl-C; what dies is started again."""
    from siyu.config.serve import serve

    serve(host=host, port=port, on_ready=lambda address: click.echo(f"Siyu answers at {address}", err=True))


@click.command("engine")
@click.option("--idle", type=float, default=None, help="End after so many seconds without a call.")
def engine_command(idle: float | None) -> int:
    """Run the event store's engine alone (`siyu serve` does it for you)."""
    from siyu.platform.eventstore import engine

    return engine.main([] if idle is None else ["--idle", str(idle)])


@click.command("gateway")
@click.option("--host", default="", help="Address to listen on; SIYU_HOST otherwise.")
@click.option("--port", default=0, type=int, help="Port to listen on; SIYU_GATEWAY_PORT otherwise.")
def gateway_command(host: str, port: int) -> int:
    """Run the gateway of the sockets alone (`siyu serve` does it for you)."""
    from siyu.platform.realtime import gateway

    return gateway.main([*(["--host", host] if host else []), *(["--port", str(port)] if port else [])])


@click.command("worker")
@click.option("--parent", type=int, default=0, hidden=True)
def worker_command(parent: int) -> None:
    """Run one worker: delivery of facts, queued jobs, the schedule (`siyu serve` does it for you)."""
    from siyu.platform.jobs.worker import Worker
    from siyu.platform.process import die_with_parent

    worker = Worker()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda _signal, _frame: worker.stop())
    if parent:
        die_with_parent(parent)
    worker.run()


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def check_command(as_json: bool) -> int:
    """Look whether settings and stores are well; exit 1 when something is not."""
    from siyu.platform import health

    found = health.report()
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, default=str))
    else:
        for each in found["checks"]:
            sign = {True: "ok", False: "FAULT", None: "-"}[each["ok"]]
            click.echo(f"{sign:>5}  {each['name']:<12} {each['detail']}")
    return 0 if found["ok"] else 1


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--without-media", is_flag=True, help="Leave uploaded files out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def backup_command(file: Path, without_media: bool, as_json: bool) -> None:
    """Write both stores, the secrets and the uploads into FILE (.tar.gz), while everything runs."""
    from siyu.config.backup import backup

    said = backup(file, media=not without_media)
    click.echo(json.dumps(said) if as_json else f"{file}: {said['facts']} facts, {said['bytes']} bytes.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
def restore_command(file: Path, force: bool, as_json: bool) -> None:
    """Bring a backup back into an empty home."""
    from siyu.config.restore import restore

    said = restore(file, force=force)
    click.echo(json.dumps(said) if as_json else f"{said['facts']} facts are back.", file=sys.stdout)
