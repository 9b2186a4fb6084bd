"""Who did what to which object and when: written in the transaction of the act, never changed."""

from __future__ import annotations

from typing import Any

from siyu.kernel import clock

__all__ = ["record"]


def record(*, account_id: int | None, actor_id: int | None, act: str, target: str, **data: Any) -> None:
    """Keep an audit entry in the current transaction; `act` is `noun.verb_past`, `target` is `model:id`."""
    from siyu.platform.audit.models import AuditEntry

    AuditEntry.objects.create(
        account_id=account_id, actor_id=actor_id, act=act, target=target, data=data, at=clock.now()
    )
