"""Which index leads: SQLite keeps no statistics and believes that an account has a handful of rows.

Left alone it walks all rows of an account where a list of ids or a sort order would find a page in a millisecond. A
unary plus before a column keeps the column from leading (sqlite.org/optoverview.html#disqualifying_terms_using_unary);
PostgreSQL keeps statistics and sees the plain column.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import F, Func, QuerySet

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
