"""Save a mapping under a name, to be offered again for files with the same headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import Mapping
from siyu.domains.imports.reading.layouts import headers_key, layout_from_mapping
from siyu.kernel import clock
from siyu.platform import audit


def save_mapping(desk: Desk, *, name: str, headers: Sequence[str], spec: dict[str, Any]) -> Mapping:
    """Keep MAPPING.json `spec` for files with these headers; the same name is replaced.

    Needs `imports.run`. Raises BadMapping.
    """
    desk.require("imports.run")
    layout_from_mapping(spec, headers)
    with transaction.atomic():
        mapping: Mapping
        mapping, _ = Mapping.objects.of(desk.account).update_or_create(
            name=name[:60],
            defaults={
                "account": desk.account,
                "headers_key": headers_key(headers),
                "spec": spec,
                "saved_at": clock.now(),
            },
        )
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="mapping.saved", target=f"mapping:{mapping.pk}"
        )
    return mapping
