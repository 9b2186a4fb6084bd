"""Fixtures of the tests of imports."""

from __future__ import annotations

import pytest

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account


@pytest.fixture
def account(db: None) -> Account:
    """A fresh account."""
    return open_account(slug="qipao", name="衣见倾心")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Staged files of each test lie in its own folder."""
    from siyu.platform.settings import settings

    real = settings()
    own = real.model_copy(update={"home": tmp_path / "home", "identity_key": real.identity_key or None})
    (tmp_path / "home").mkdir()
    monkeypatch.setattr("siyu.domains.imports.actions.job_files.settings", lambda: own)
