"""Which columns say one of a few words."""

from __future__ import annotations

from pathlib import Path

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.few_values import MOST_VALUES, few_values
from siyu.domains.people.models import User
from siyu.kernel import clock


@pytest.mark.django_db
def test_states_are_found_and_numbers_and_long_texts_are_not(tmp_path: Path) -> None:
    rows = [f"Z{n},{('好了', ' 退了 ', '')[n % 3]},{'长' * 60},{n % MOST_VALUES}" for n in range(300)]
    file = tmp_path / "own.csv"
    file.write_text("\n".join(["单号,进度,备注,桌号", *rows]))
    account = Account.objects.create(slug="shop", name="Shop")
    user = User.objects.create_user("a@example.com")
    Membership.objects.create(account=account, user=user, role="owner")
    job = ImportJob.objects.create(account=account, file_name="own.csv", file=str(file), created_at=clock.now())
    found = few_values(Desk(user=user, account=account, role="owner"), job.pk)
    assert found.pop("进度") == ["好了", "退了"]
    assert sorted(map(int, found.pop("桌号"))) == list(range(MOST_VALUES))
    assert found == {}
