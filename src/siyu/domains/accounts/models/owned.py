"""Tenancy that fails closed: a row belongs to an account, and a query that does not say which one raises."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models

from siyu.domains.accounts.models.account import Account

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class UnscopedQueryError(RuntimeError):
    """A query over an account's rows did not say which account; programming error, never shown to people."""


class OwnedManager(models.Manager[Row_co]):
    """The only way to rows of accounts: `Model.objects.of(account)`; anything else raises UnscopedQueryError."""

    def of(self, account: Account | int) -> models.QuerySet[Row_co]:
        """The rows of one account (or account id)."""
        account_id = account if isinstance(account, int) else account.pk
        return super().get_queryset().filter(account_id=account_id)

    def unscoped(self, why: str) -> models.QuerySet[Row_co]:
        """Rows of every account; `why` says what makes that right (relay, health check, migration of data)."""
        if not why:
            raise UnscopedQueryError(f"say why {self.model.__name__} is read across accounts")
        return super().get_queryset()

    def create(self, **fields: Any) -> Row_co:
        """Make a row; it must name its account."""
        if not ({"account", "account_id"} & fields.keys()):
            raise UnscopedQueryError(f"a {self.model.__name__} must name its account")
        return super().get_queryset().create(**fields)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Row_co]:
        """Make many rows; each carries its account already."""
        return super().get_queryset().bulk_create(objs, *args, **kwargs)

    def get_queryset(self) -> models.QuerySet[Row_co]:
        """Refuse: every other way into the table comes through here."""
        raise UnscopedQueryError(f"use {self.model.__name__}.objects.of(account)")


class Owned(models.Model):
    """Base of every table whose rows belong to an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[OwnedManager[Any]] = OwnedManager()

    class Meta:
        abstract = True
