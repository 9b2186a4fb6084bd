"""The preview of an import is exact: small files are counted at once, large ones in the background; none must wait."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.journeys.test_import_pages import OWN, TAOBAO, TAOBAO_LINES, address, drop, job, only_job, operator

from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.jobs import count_import, count_later
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.imports.queries import trial
from siyu.domains.imports.queries.trial import choice_of, trial_of
from siyu.platform.jobs.models import JobProgress

__all__ = ["job", "operator"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes too long for a page."""
    monkeypatch.setattr(trial, "_AT_ONCE", 0)


def _count(of: ImportJob) -> str:
    """What the worker does."""
    key = count_later(of)
    count_import.func(of.pk, choice_of(of), key)
    return key


def test_a_small_file_is_counted_at_once_and_exactly(operator: Client, job: ImportJob) -> None:
    first = operator.get(address("preview", job)).context["counted"]
    operator.post(address("start", job))
    done = run_import(job.pk)
    assert first == {name: done.counters[name] for name in first}
    assert first["orders_new"] == 2
    drop(operator, ("orders.csv", TAOBAO), ("lines.csv", TAOBAO_LINES))
    again = ImportJob.objects.of(job.account_id).latest("pk")
    page = operator.get(address("preview", again))
    told = page.context["counted"]
    assert (told["orders_new"], told["orders_unchanged"], told["persons_new"]) == (0, 2, 0)
    assert page.context["rejected_number"] == RejectedRow.objects.of(job.account_id).filter(job=again).count() > 0
    assert operator.get(address("rejected_csv", again)).status_code == 200
    operator.post(address("start", again))
    assert run_import(again.pk).counters["rejected"] == RejectedRow.objects.of(job.account_id).filter(job=again).count()


@pytest.mark.usefixtures("slow")
def test_a_large_file_is_counted_in_the_background(operator: Client, job: ImportJob) -> None:
    page = operator.get(address("preview", job))
    assert page.context["counting"]["state"] == "waiting"
    assert address("counting", job) in page.content.decode()
    assert operator.get(address("counting", job)).status_code == 200
    assert JobProgress.objects.filter(account_id=job.account_id).count() == 1  # asked for twice, counted once
    key = _count(job)
    assert not JobProgress.objects.filter(key=key).exists()
    assert operator.get(address("counting", job)).headers["HX-Refresh"] == "true"
    counted = operator.get(address("preview", job)).context["counted"]
    assert (counted["orders_new"], counted["paid_fen"]) == (2, 39_800)
    assert operator.get(address("list")).context["page"].rows[0].counters["orders_new"] == 0  # nothing happened yet


@pytest.mark.usefixtures("slow")
def test_nobody_has_to_wait(operator: Client, job: ImportJob) -> None:
    operator.get(address("preview", job))
    assert operator.post(address("start", job)).url == address("job", job)  # type: ignore[attr-defined]
    _count(job)  # comes too late, and leaves no trace
    job.refresh_from_db()
    assert job.counters == {}
    assert not RejectedRow.objects.of(job.account_id).exists()
    assert run_import(job.pk).counters["orders_new"] == 2


def test_what_was_counted_for_other_columns_does_not_count(operator: Client) -> None:
    drop(operator, ("own.csv", OWN))
    own = only_job()
    chosen = {"layout": "own", "column-order_id": "单号", "column-paid_at": "日子", "column-paid": "钱", "name": "x"}
    operator.post(address("columns", own), chosen)
    before = operator.get(address("preview", own)).context["counted"]
    operator.post(address("columns", own), chosen | {"column-person": "谁"})
    own.refresh_from_db()
    assert trial_of(own) is None
    after = operator.get(address("preview", own)).context["counted"]
    assert (before["persons_new"], before["anonymous_orders"]) == (0, before["orders"])
    assert after["persons_new"] > 0


@pytest.mark.parametrize("good_rows", [1, 150_000])
def test_a_file_that_breaks_off_says_where_before_it_is_imported(operator: Client, good_rows: int) -> None:
    good = b"".join(b"%d,a,2026-05-01,5,\n" % n for n in range(good_rows))
    drop(operator, ("own.csv", OWN.split(b"\n")[0] + b"\n" + good + b'x,a,2026-05-01,5,"' + b"x" * 5_000_000))
    broken = only_job()
    chosen = {"layout": "own", "column-order_id": "单号", "column-paid_at": "日子", "column-paid": "钱", "name": "x"}
    assert operator.post(address("columns", broken), chosen).url == address("preview", broken)  # type: ignore[attr-defined]
    _count(ImportJob.objects.of(broken.account_id).get(pk=broken.pk))
    page = operator.get(address("preview", broken))
    assert "2 MB" in page.context["fault"]
    assert address("start", broken) not in page.content.decode()


def test_a_platform_that_does_not_fit_is_refused_with_the_missing_column(operator: Client, job: ImportJob) -> None:
    operator.post(address("columns", job), {"layout": "jd"})
    assert operator.get(address("preview", job)).url == address("columns", job)  # type: ignore[attr-defined]
    page = operator.get(address("columns", job), headers={"accept-language": "zh-hans"})
    (said,) = page.context["errors"].values()
    assert "订单号" in said
