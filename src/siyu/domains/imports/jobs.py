"""Tasks of imports that run in the worker."""

from __future__ import annotations

from django_tasks import task

from siyu.kernel.errors import SiyuError


@task()
def import_orders(job_id: int) -> None:
    """Run one queued import; a fault of the file is kept on the job for its page and is no failure of the worker."""
    from siyu.domains.imports.actions.run_import import run_import

    try:
        run_import(job_id)
    except SiyuError:
        return
