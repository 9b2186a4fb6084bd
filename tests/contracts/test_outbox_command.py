"""`siyu outbox`: what is listed, what a retry answers, and the exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from siyu.config.outbox import outbox_command
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxMessage, ParkedMessage
from siyu.platform.outbox.subscribers import Subscriber, subscribers


def _say(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(outbox_command, [*words], standalone_mode=False)
    return done.return_value or 0, done.stdout


@pytest.mark.django_db
def test_the_command_lists_and_retries(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    message = OutboxMessage.objects.create(topic="t", account_id=1, payload={"n": 3}, stated_at=clock.now())
    relay.deliver_all()
    only = ParkedMessage.objects.create(subscriber="picky", message=message, error="no", parked_at=clock.now()).pk
    [listed] = json.loads(_say("list", "--json")[1])["parked"]
    assert (listed["id"], listed["subscriber"], listed["error"]) == (only, "picky", "no")
    code, said = _say("retry", "--all", "--json")
    assert (code, json.loads(said)["refused"][0]["id"]) == (1, only), "nobody reads under that name"
    heard: list[OutboxMessage] = []
    reader = Subscriber("picky", frozenset({"t"}), heard.extend)
    monkeypatch.setattr(subscribers, "_entries", {**dict(subscribers), "picky": reader})
    assert _say("retry", str(only), "--json") == (
        0,
        json.dumps({"delivered": [only], "refused": [], "gone": []}) + "\n",
    )
    assert heard == [message]
    assert _say("retry", str(only))[0] == 1
    assert CliRunner().invoke(outbox_command, ["retry"]).exit_code == 2
    assert CliRunner().invoke(outbox_command, ["retry", "--all", "3"]).exit_code == 2
