"""How close a person is to the brand at this moment, and by which points that is reckoned."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.queries.standing_sql import standing_sql
from siyu.domains.fans.types import IntimacyWhy
from siyu.kernel import clock
from siyu.platform import eventstore

PATIENCE: Final = 3.0  # seconds: a card of the fan page can do without


def person_intimacy(account: Account, person_id: int, *, as_of: datetime | None = None) -> IntimacyWhy:
    """Intimacy as of an instant (default now), from the one SQL of figures. Raises StoreError."""
    conf = fans_conf(account)
    sql = standing_sql(account, as_of or clock.now(), {"intimacy"}, only=[person_id])
    asked = f"WITH {sql.ctes} SELECT intimacy FROM standing"  # noqa: S608 - names of our own
    rows = eventstore.connect().query(asked, sql.params, patience=PATIENCE)["intimacy"].to_pylist()
    points = sorted(conf.points.items(), key=lambda one: (-one[1], one[0]))
    return IntimacyWhy(
        value=float(rows[0]) if rows else 0.0,
        half_life_days=conf.half_life_days,
        giving=tuple((kind, given) for kind, given in points if given > 0),
        taking=tuple((kind, given) for kind, given in reversed(points) if given < 0),
    )
