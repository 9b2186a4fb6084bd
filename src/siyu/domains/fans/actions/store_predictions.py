"""Keep what the models expect of each person beside their standing."""

from __future__ import annotations

from typing import Final

import pyarrow as pa
from django.db import connection, transaction

from siyu.domains.accounts.models import Account

CHUNK: Final = 20_000
_COLUMNS: Final = ("p_alive", "expected_orders", "expected_value_fen")


def store_predictions(account: Account, predictions: pa.Table) -> int:
    """Write `person, p_alive, expected_orders, expected_value_fen`; persons of the account not in it lose theirs.

    Answers how many standings were written; persons without a standing and strangers are passed over.
    """
    columns = [predictions.column(name).to_pylist() for name in (*_COLUMNS, "person")]
    rows = list(zip(*columns, strict=True))
    written = 0
    for start in range(0, len(rows), CHUNK):
        with transaction.atomic():
            written += _write(account, rows[start : start + CHUNK])
    _clear_others(account, [row[-1] for row in rows])
    return written


def _write(account: Account, rows: list[tuple[float | None, ...]]) -> int:
    sets = ", ".join(f"{name} = %s" for name in _COLUMNS)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE fans_standing SET {sets} WHERE person_id = %s AND account_id = {int(account.pk)}",  # noqa: S608
            rows,
        )
        return int(cursor.rowcount)


def _clear_others(account: Account, predicted: list[int]) -> None:
    from siyu.domains.fans.models import Standing

    expected = Standing.objects.of(account).exclude(p_alive=None, expected_orders=None, expected_value_fen=None)
    others = sorted(set(expected.values_list("pk", flat=True)) - set(predicted))
    for start in range(0, len(others), 500):
        Standing.objects.of(account).filter(pk__in=others[start : start + 500]).update(**dict.fromkeys(_COLUMNS))
