"""How long a notice to 5,000 online members takes: from `notify` to the last browser, through a real gateway.

Run: `.venv/bin/python benchmarks/notices.py [members]`. Uses a throw-away SIYU_HOME (or the database of
SIYU_DATABASE_URL, which must be empty). The limit is one second.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time

LIMIT = 1.0


async def _measure(members: int) -> list[float]:
    from asgiref.sync import sync_to_async

    from siyu.domains.inbox.actions.notify import notify
    from siyu.domains.people.models import User
    from siyu.platform.realtime.tests.gateways import GatewayProcess, sit

    users = await sync_to_async(
        lambda: User.objects.bulk_create([User(name=f"m{n}", email=None, password="!") for n in range(members)])
    )()
    gateway = GatewayProcess()
    await asyncio.to_thread(gateway.start)
    try:
        browsers = []
        for start in range(0, members, 200):
            some = users[start : start + 200]
            browsers += await asyncio.gather(*(sit(gateway.port, f"user.{user.uid}", user=user.uid) for user in some))
        found = []
        for run in range(3):
            heard = [len(browser.events) for browser in browsers]
            began = time.perf_counter()
            await sync_to_async(notify)(users, "live.begun", "Live now", "Come and look", "/", key=f"run-{run}")
            written = time.perf_counter() - began
            while any(len(b.events) == n for b, n in zip(browsers, heard, strict=True)):
                if time.perf_counter() - began > 30:
                    raise SystemExit("some browsers heard nothing within 30 s")
                await asyncio.sleep(0.005)
            found.append(time.perf_counter() - began)
            print(f"run {run + 1}: written after {written:.3f} s, heard by all {members} after {found[-1]:.3f} s")
        return found
    finally:
        await asyncio.to_thread(gateway.kill)


def main() -> None:
    """Measure and print; exits 1 beyond the limit."""
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as home:
        os.environ["SIYU_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "siyu.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        best = min(asyncio.run(_measure(members)))
    print(f"best {best:.3f} s, limit {LIMIT} s")
    raise SystemExit(best > LIMIT)


if __name__ == "__main__":
    main()
