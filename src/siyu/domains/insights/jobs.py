"""Background work of insights."""

from __future__ import annotations

import logging

from django_tasks import task

from siyu.domains.accounts.models import Account
from siyu.domains.insights.errors import NotEnoughData

log = logging.getLogger(__name__)


@task()
def predict(account_id: int) -> None:
    """Predict the buyers of an account; too little data is kept as the report's problem, not raised."""
    from siyu.domains.insights.actions.predict_account import predict_account  # scipy: not for the web

    account = Account.objects.get(pk=account_id)
    try:
        predict_account(account)
    except NotEnoughData as too_little:
        log.info("no prediction for account %s: %s", account.slug, too_little)


@task()
def value_fans(account_id: int) -> int | None:
    """Every night: the fan value of an account, from its figures."""
    from siyu.domains.insights.actions.value_account import value_account

    return value_account(Account.objects.get(pk=account_id)).value
