"""What accounts do by day."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.accounts.actions.lapse_certifications import lapse_certifications


@task()
def look_at_certifications() -> int:
    """Let marks lapse whose year is over, and remind owners 30 days before."""
    return lapse_certifications()
