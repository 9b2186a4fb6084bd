"""`siyu rebuild` brings back what was lost or is wrong, and the second time changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.rebuild_facts import rebuilders
from siyu.domains.fans.commands import rebuild_command
from siyu.domains.fans.models import Standing
from siyu.domains.fans.tests.worlds import NOW, Fact, home, make_account, make_person, table, tell
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox.statement import state_facts

pytestmark = pytest.mark.django_db


def _run(what: str) -> dict[str, Any]:
    done = CliRunner().invoke(rebuild_command, [what, "--account", "silk", "--json"], catch_exceptions=False)
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_standings_come_back_from_facts(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "a")
    tell(account, [Fact(person.pk, "order.paid", NOW, 500_000, "o")])
    assert _run("standings")["changed"] == 1
    Standing.objects.of(account).update(net_paid_fen=7, tier="gold")
    assert _run("standings")["tier_changes"] == 1
    assert Standing.objects.of(account).get().net_paid_fen == 500_000
    assert _run("standings")["changed"] == 0


def test_facts_and_mirror_come_back_from_rows(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account()
    a, b = make_person(account, "a"), make_person(account, "b")
    identity = home(b)
    merge_on_evidence(account, a.pk, b.pk, reason="test")
    monkeypatch.setattr(rebuilders, "_entries", {})

    def restate(account: Account) -> int:
        facts = table(account, [Fact(b.pk, "order.paid", NOW, 100, "o", identity=identity)])  # the owner of before
        with transaction.atomic():
            state_facts(account.pk, facts)
        return facts.num_rows

    rebuilders.add("test", restate)
    stranger = make_account("other")
    tell(stranger, [])
    said = _run("facts")
    assert (said["test"], said["persons"]) == (1, 1)
    assert event_store.query("SELECT DISTINCT person FROM facts WHERE kind = 43")["person"].to_pylist() == [a.pk]
    event_store.forget_persons(account.pk, [a.pk])
    assert _run("mirror")["persons"] == 1
    assert event_store.query("SELECT person FROM persons")["person"].to_pylist() == [a.pk]


def test_an_unknown_account_is_said(event_store: DuckStore) -> None:
    with pytest.raises(Exception, match="There is no account"):
        CliRunner().invoke(rebuild_command, ["mirror", "--account", "nobody"], catch_exceptions=False)
