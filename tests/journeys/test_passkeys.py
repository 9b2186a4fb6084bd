"""Passkeys in a real Chromium with a virtual authenticator: set up, log in by it alone, as a second step, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Any]
PASSWORD = "long-and-plain-2026"


def plug_in(page: Any, *, verifies: bool = True) -> tuple[Any, str]:
    """Give the page a device with a built-in authenticator; answers the session that steers it, and its id."""
    steering = page.context.new_cdp_session(page)
    steering.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return steering, steering.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]


def keys_of(steering: Any, device: str) -> list[Any]:
    found: list[Any] = steering.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    return found


def log_in(page: Any) -> None:
    page.goto(reverse("account_login"))
    page.fill("[name=login]", "owner@example.com")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def log_out(page: Any) -> None:
    page.goto(reverse("people:me"))
    page.click("form[action$='/logout/'] button")
    page.wait_for_url("**/log-in/login/**")


def add_key(page: Any, *, alone: bool = True) -> None:
    """From one's own page to the end of the set-up, with the password asked for again on the way."""
    page.goto(reverse("people:me"))
    page.click(f"a[href='{reverse('mfa_list_webauthn')}']")
    page.click(f"a[href='{reverse('mfa_add_webauthn')}']")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.set_checked("[name=passwordless]", alone)
    page.click("#mfa_webauthn_add")
    page.wait_for_selector(".codes li")  # with the first factor come the codes for the day it is lost


def test_a_passkey_is_set_up_and_logs_in_alone(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    steering, device = plug_in(page)
    log_in(page)
    page.wait_for_url("**/console/qipao/")
    add_key(page)
    key = Authenticator.objects.get(user=brand.owner, type=Authenticator.Type.WEBAUTHN)
    assert key.wrap().is_passwordless is True
    assert [one["isResidentCredential"] for one in keys_of(steering, device)] == [True]

    log_out(page)
    page.click("#passkey_login")
    page.wait_for_url("**/console/qipao/")
    key.refresh_from_db()
    assert key.last_used_at is not None


def test_a_key_of_nobody_opens_nothing(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    plug_in(page)
    log_in(page)
    page.wait_for_url("**/console/qipao/")
    add_key(page)
    log_out(page)
    Authenticator.objects.filter(user=brand.owner).delete()
    page.click("#passkey_login")
    page.wait_for_selector(".toast.bad")
    assert "/log-in/login/" in page.url
    page.goto(brand.url("today"))
    assert "/log-in/login/" in page.url


def test_a_security_key_is_the_second_step(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    plug_in(page)
    log_in(page)
    page.wait_for_url("**/console/qipao/")
    add_key(page, alone=False)
    log_out(page)
    log_in(page)
    page.wait_for_url("**/log-in/2fa/authenticate/")
    page.goto(brand.url("today"))
    assert "/log-in/" in page.url  # a password alone is half a log-in
    page.goto(reverse("mfa_authenticate"))
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/console/qipao/")


def test_whoever_turns_away_is_told_what_to_do(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    plug_in(page, verifies=False)  # the finger was not ours, or the dialogue was closed
    page.goto(reverse("account_login"))
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-trouble]:not([hidden])")
    assert "密码" in page.inner_text("[data-passkey-trouble]")
    assert page.is_enabled("#passkey_login")


def test_a_key_is_renamed_and_removed(brand: Any, open_page: OpenPage) -> None:
    page = open_page()
    plug_in(page)
    log_in(page)
    page.wait_for_url("**/console/qipao/")
    add_key(page)
    page.goto(reverse("mfa_list_webauthn"))
    key = Authenticator.objects.get(user=brand.owner, type=Authenticator.Type.WEBAUTHN)
    page.click(f"a[href='{reverse('mfa_edit_webauthn', args=[key.pk])}']")
    page.fill("[name=name]", "店里的电脑")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=店里的电脑")
    page.click(f"a[href='{reverse('mfa_remove_webauthn', args=[key.pk])}']")
    page.click("main form button.danger")
    page.wait_for_url(f"**{reverse('mfa_list_webauthn')}")
    assert not Authenticator.objects.filter(user=brand.owner).exists()
