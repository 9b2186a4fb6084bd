"""Queries that pages ask all the time, made into SQL once: writing one takes Django longer than answering it SQLite."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

_FIRST: Final = 1_999_888_701
"""Numbers that stand for the parameters while the SQL is written."""


class Prepared:
    """`mine = Prepared(lambda user, note: Reaction.objects.filter(…).values_list("kind"))`, then `mine(user.pk, 7)`.

    Parameters are whole numbers, each used at least once; columns come as the database has them, so they should be
    numbers and words (SQLite knows no truth values and no times). A query whose SQL depends on a value does not fit.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self.make = make

    @cached_property
    def _statement(self) -> tuple[str, list[Any]]:
        count = len(inspect.signature(self.make).parameters)
        places = range(_FIRST, _FIRST + count)
        sql, params = self.make(*places).query.sql_with_params()
        missing = set(places) - {param for param in params if isinstance(param, int)}
        assert not missing, f"{len(missing)} parameters are not in {sql}"
        return sql, list(params)

    def __call__(self, *numbers: int) -> list[tuple[Any, ...]]:
        """The rows."""
        sql, params = self._statement
        last = _FIRST + len(numbers)
        given = [numbers[one - _FIRST] if isinstance(one, int) and _FIRST <= one < last else one for one in params]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found
