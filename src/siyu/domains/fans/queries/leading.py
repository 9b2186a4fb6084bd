"""Which index leads: SQLite keeps no statistics and believes that an account has a handful of rows.

Left alone it walks all rows of an account where a list of ids or a sort order would find a page in a millisecond. A
unary plus before a column keeps the column from leading (sqlite.org/optoverview.html#disqualifying_terms_using_unary);
PostgreSQL keeps statistics and sees the plain column.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import BooleanField, F, Func, QuerySet

from siyu.domains.accounts.models import Account, Owned

Row = TypeVar("Row", bound=Owned)


class Plain(Func):
    """A column as it is, but no index of it leads on SQLite."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:
        """The column behind a plus."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


def checked(model: type[Row], account: Account | int) -> QuerySet[Row]:
    """Rows of the account, found by whatever else is asked: the account is checked on each, it never leads."""
    found: QuerySet[Row] = (
        model.objects.unscoped("the account's condition stands, in a form that no index serves")
        .alias(plain_account=Plain(F("account_id")))
        .filter(plain_account=account if isinstance(account, int) else account.pk)
    )
    return found


class Among(Func):
    """Whether a column is one of very many ids, which go along as one parameter; no index of the column leads.

    Both databases hash the ids once and then look each row up: databases limit the number of parameters, not their
    length.
    """

    output_field = BooleanField()
    conditional = True
    arity = 1

    def __init__(self, column: str, ids: Iterable[int]) -> None:
        self.ids = ",".join(map(str, ids))
        super().__init__(F(column))

    def __repr__(self) -> str:
        return f"Among({len(self.ids)} characters)"

    @property
    def identity(self) -> Any:
        """What makes two of them the same: the column and the ids."""
        return (self.__class__, tuple(self.source_expressions), self.ids)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """A subquery over a JSON array on SQLite, an array on PostgreSQL."""
        column, params = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"({column} + 0) = ANY(%s::bigint[])", (*params, "{" + self.ids + "}")
        return f"+{column} IN (SELECT value FROM json_each(%s))", (*params, f"[{self.ids}]")  # noqa: S608 - a column's name
