"""The back office shows what `/health` sums up, and delivers again what was set aside."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreUnavailableError
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxMessage, ParkedMessage
from siyu.platform.outbox.subscribers import Subscriber, subscribers


@pytest.fixture
def staff(db: None) -> Client:
    client = Client()
    user = User.objects.create_user("staff@example.com", is_staff=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = "en"
    return client


def _park() -> ParkedMessage:
    message = OutboxMessage.objects.create(topic="t", account_id=1, payload={"n": 3}, stated_at=clock.now())
    relay.deliver_all()
    return ParkedMessage.objects.create(
        subscriber="picky", message=message, error="ValueError: 一句话", parked_at=clock.now()
    )


def test_every_part_is_on_the_page(staff: Client, event_store: DuckStore) -> None:
    relay.deliver_all()
    page = staff.get(reverse("staff:home")).content.decode()
    for part in ("Database", "Event store", "Delivery of facts", "Job queue", "Disk", "all is well"):
        assert part in page
    assert "Messages set aside" not in page


def test_a_store_that_is_away_is_on_the_page(
    staff: Client, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> DuckStore:
        raise StoreUnavailableError("no engine answers")

    monkeypatch.setattr(eventstore, "connect", away)
    page = staff.get(reverse("staff:home")).content.decode()
    assert "something is wrong" in page
    assert "no engine answers" in page


def test_staff_deliver_again_what_was_set_aside(
    staff: Client, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    parked = _park()
    page = staff.get(reverse("staff:home")).content.decode()
    assert "ValueError: 一句话" in page
    assert "picky" in staff.post(reverse("staff:outbox_retry"), {"id": parked.pk}, follow=True).content.decode()
    assert ParkedMessage.objects.exists(), "nobody reads under that name: it stays"
    reader = Subscriber("picky", frozenset({"t"}), lambda found: heard.extend(one.payload["n"] for one in found))
    monkeypatch.setattr(subscribers, "_entries", {**dict(subscribers), "picky": reader})
    assert "1 message delivered." in staff.post(reverse("staff:outbox_retry"), {"all": 1}, follow=True).content.decode()
    assert heard == [3]
    assert not ParkedMessage.objects.exists()
    user = User.objects.get(email="staff@example.com")
    assert AuditEntry.objects.filter(act="message.retried", actor_id=user.pk).count() == 2
    assert staff.post(reverse("staff:outbox_retry"), {"id": "x"}).status_code == 422
