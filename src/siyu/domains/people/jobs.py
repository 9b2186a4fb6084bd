"""Daily work of log-ins: forget who asked for codes."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.people import conf
from siyu.domains.people.models import CodeSending, PhoneCode
from siyu.kernel import clock


@task()
def forget_codes() -> int:
    """Delete codes and sendings that no limit looks at any more; answers how many rows."""
    before = clock.now() - 2 * conf.DAY
    return (
        CodeSending.objects.filter(at__lt=before).delete()[0] + PhoneCode.objects.filter(sent_at__lt=before).delete()[0]
    )


def forget_codes_later(_target: str) -> None:
    """Queue it."""
    forget_codes.enqueue()
