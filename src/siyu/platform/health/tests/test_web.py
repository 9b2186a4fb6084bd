"""`/health` says one word to anyone, and looks no oftener than it must."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from siyu.platform import health
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.health import web
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxCursor


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    web.kept.until = 0.0
    yield
    web.kept.until = 0.0


def _said() -> tuple[int, bytes]:
    answer = Client().get("/health")
    return answer.status_code, answer.content


@pytest.mark.django_db
def test_one_word_and_its_status(event_store: DuckStore) -> None:
    relay.deliver_all()
    assert _said() == (200, b"ok")
    OutboxCursor.objects.create(subscriber="x", failures=1, error="ValueError: a secret detail")
    assert _said() == (200, b"ok"), "an answer stands for some seconds"
    web.kept.until = 0.0
    assert _said() == (503, b"fault")


def test_who_asks_often_costs_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float | None] = []

    def look(*, patience: float | None = None) -> dict[str, Any]:
        looks.append(patience)
        return {"ok": True}

    monkeypatch.setattr(health, "report", look)
    answers = [Client().get("/health") for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert len(looks) == 1
    assert looks[0] is not None, "a monitor does not wait as long as a command does"
    assert "no-store" in answers[0]["Cache-Control"]
    assert Client().post("/health").status_code == 405
