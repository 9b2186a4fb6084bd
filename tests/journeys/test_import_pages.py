"""The import pages over HTTP: who may, what is refused and how, each step of the wizard, and the list."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportJob, Mapping
from siyu.domains.imports.presets import HEADERS
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
ORDERS, LINES = HEADERS["taobao"], HEADERS["taobao-lines"]


def table(headers: tuple[str, ...], *rows: dict[str, str], encoding: str = "gb18030") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, headers, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def order(number: str, buyer: str, paid: str = "199.00", **more: str) -> dict[str, str]:
    return {
        "订单编号": number, "买家会员名": buyer, "总金额": "199.00", "买家实际支付金额": paid, "订单状态": "交易成功",
        "订单创建时间": "2026/5/3 20:15", "订单付款时间 ": "2026/5/3 20:16", "退款金额": "0.00", "宝贝总数量": "1",
        **more,
    }  # fmt: skip


TAOBAO = table(ORDERS, order("4823000000000017 ", "小青"), order("4823000000000025", "白娘子"), order("", "法海"))
TAOBAO_LINES = table(LINES, {"订单编号": "4823000000000017", "标题": "旗袍", "价格": "199.00", "购买数量": "1"})
OWN = "单号,谁,日子,钱,进度\nA1,小青,2026-05-01,100,好了\nA2,白娘子,2026-05-02,200,退了\n".encode()


@pytest.fixture
def operator(event_store: DuckStore) -> Client:
    return log_in(Account.objects.create(slug="shop", name="Shop"), "operator")


def log_in(account: Account, role: str) -> Client:
    user = User.objects.create_user(f"{role}@{account.slug}.example.com")
    Membership.objects.create(account=account, user=user, role=role)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, job: ImportJob | None = None) -> str:
    return reverse(f"console:imports:{name}", kwargs={"slug": "shop"} | ({"job_id": job.pk} if job else {}))


def drop(client: Client, *files: tuple[str, bytes], json: bool = True) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    accept = "application/json" if json else "text/html"
    return client.post(address("upload"), {"files": uploads}, HTTP_ACCEPT=accept)


def only_job() -> ImportJob:
    return ImportJob.objects.of(Account.objects.get(slug="shop")).get()


@pytest.fixture
def job(operator: Client) -> ImportJob:
    answer = drop(operator, ("lines.csv", TAOBAO_LINES), ("orders.csv", TAOBAO))
    found = only_job()
    assert answer.json() == {"url": address("columns", found)}
    return found


def test_the_order_file_and_its_line_file_find_each_other(job: ImportJob) -> None:
    assert job.file_name == "orders.csv"
    assert job.lines_file


def test_the_whole_way_from_file_to_result(operator: Client, job: ImportJob) -> None:
    recognised = operator.get(address("columns", job)).content.decode()
    assert "GB18030" in recognised
    assert operator.post(address("columns", job), {"layout": "taobao"}).url == address("preview", job)  # type: ignore[attr-defined]
    preview = operator.get(address("preview", job)).content.decode()
    assert "398" in preview  # two orders of 199 yuan
    assert operator.post(address("start", job)).url == address("job", job)  # type: ignore[attr-defined]
    job.refresh_from_db()
    assert job.state == ImportJob.State.WAITING
    running = operator.get(address("job", job)).content.decode()
    assert address("progress", job) in running
    assert operator.get(address("progress", job)).status_code == 200
    run_import(job.pk)
    assert operator.get(address("progress", job)).headers["HX-Refresh"] == "true"
    result = operator.get(address("job", job)).content.decode()
    assert reverse("console:fans:list", kwargs={"slug": "shop"}) in result
    assert address("rejected_csv", job) in result


def test_refused_rows_are_listed_in_words_and_downloaded(operator: Client, job: ImportJob) -> None:
    operator.post(address("start", job))
    run_import(job.pk)
    shown = operator.get(address("rejected", job)).content.decode()
    assert "order_id" not in shown
    assert ">4<" in shown  # the row number that a spreadsheet shows
    told = (("zh-hans", "订单号", "这里是空的"), ("en", "Order number", "nothing stands there"))
    for language, *words in told:
        answer = operator.get(address("rejected_csv", job), headers={"accept-language": language})
        with override("en" if language == "zh-hans" else "zh-hans"):  # the words are those of who asked
            lines = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        assert ["4", "order_id", "missing", *words] in list(csv.reader(io.StringIO(lines)))
    assert operator.get(address("rejected", job), {"cursor": "nonsense"}).status_code == 302


def test_the_same_file_again_changes_nothing_and_says_so(operator: Client, job: ImportJob) -> None:
    operator.post(address("start", job))
    run_import(job.pk)
    drop(operator, ("orders.csv", TAOBAO), ("lines.csv", TAOBAO_LINES))
    again = ImportJob.objects.of(job.account_id).latest("pk")
    operator.post(address("start", again))
    done = run_import(again.pk)
    assert (done.counters["orders_new"], done.counters["orders_updated"]) == (0, 0)
    assert 'class="notice good"' in operator.get(address("job", again)).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 rest"),
        ("b.png", b"\x89PNG\r\n\x1a\n"),
        ("c.xlsx", b"PK\x03\x04 broken"),
        ("d.csv", bytes(range(256)) * 40),
        ("e.csv", b"one line of prose without any table"),
        ("f.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ],
)
def test_what_is_no_table_is_refused_beside_its_name(operator: Client, name: str, content: bytes) -> None:
    answer = drop(operator, (name, content))
    assert answer.status_code == 422
    (said,) = answer.json()["files"]
    assert said["name"] == name
    assert len(said["message"]) > 8
    assert not ImportJob.objects.of(Account.objects.get(slug="shop")).exists()
    assert drop(operator, (name, content), json=False).status_code == 422  # the page itself, without JavaScript


def test_an_upload_without_a_file_or_with_an_empty_one(operator: Client) -> None:
    assert operator.post(address("upload"), HTTP_ACCEPT="application/json").status_code == 422
    answer = drop(operator, ("empty.csv", b""))
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_good_files_go_in_beside_a_bad_one(operator: Client) -> None:
    answer = drop(operator, ("bad.pdf", b"%PDF-1.7"), ("orders.csv", TAOBAO))
    assert answer.json() == {"url": address("list")}
    assert only_job().file_name == "orders.csv"
    assert "bad.pdf" in operator.get(address("list")).content.decode()  # the toast names it


def test_a_file_nobody_knows_gets_the_mapping_editor(operator: Client) -> None:
    drop(operator, ("own.csv", OWN))
    job = only_job()
    page = operator.get(address("columns", job)).content.decode()
    assert 'id="mapping"' in page
    assert operator.get(address("preview", job)).status_code in {200, 302}
    chosen = {
        "layout": "own", "column-order_id": "单号", "column-person": "谁", "column-paid_at": "日子",
        "column-total": "钱", "column-status": "进度", "constant-channel": "offline",
        "amount": "column", "refund": "none",
        "status-value": ["好了", "退了"], "status-means": ["received", "refunded"], "keep": "yes", "name": "自己的",
    }  # fmt: skip
    assert operator.post(address("columns", job), chosen).url == address("preview", job)  # type: ignore[attr-defined]
    kept = Mapping.objects.of(job.account_id).get()
    assert kept.spec["columns"]["order_id"] == "单号"
    assert kept.spec["statuses"] == {"好了": "received", "退了": "refunded"}
    operator.post(address("start", job))
    done = run_import(job.pk)
    assert done.state == ImportJob.State.DONE
    assert (done.counters["paid_fen"], done.counters["refunded_fen"]) == (10_000, 20_000)
    drop(operator, ("own-2.csv", OWN))
    following = ImportJob.objects.of(job.account_id).latest("pk")
    offered = operator.get(address("columns", following)).content.decode()
    assert f'value="saved-{kept.pk}"' in offered
    taken = operator.post(address("columns", following), {"layout": f"saved-{kept.pk}"})
    assert taken.url == address("preview", following)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"column-paid_at": ""}, "columns"),
        ({"column-paid": ""}, "amount"),
        ({"column-order_id": "没有这列"}, "order_id"),
        ({"refund": "prefix", "refund-column": "进度", "refund-prefix": ""}, "refund_when"),
        ({"keep": "yes", "name": ""}, "name"),
        ({"encoding": "klingon"}, "encoding"),
    ],
)
def test_a_mapping_with_a_fault_keeps_the_input_and_says_where(
    operator: Client, change: dict[str, str], field: str
) -> None:
    drop(operator, ("own.csv", OWN))
    job = only_job()
    chosen = {"layout": "own", "column-order_id": "单号", "column-paid_at": "日子", "column-paid": "钱",
              "column-person": "谁", "name": "试试"} | change  # fmt: skip
    answer = operator.post(address("columns", job), chosen)
    assert answer.status_code == 422
    assert field in answer.context["errors"]
    assert answer.context["editor"].spec["columns"]["person"] == "谁"
    job.refresh_from_db()
    assert job.mapping == {}


def test_cancelling_and_taking_up_again(operator: Client, job: ImportJob) -> None:
    operator.post(address("start", job))
    operator.post(address("cancel", job))
    job.refresh_from_db()
    assert job.state == ImportJob.State.CANCELLED
    assert operator.post(address("cancel", job)).status_code == 302  # twice is no fault
    assert address("reopen", job) in operator.get(address("job", job)).content.decode()
    assert operator.post(address("reopen", job)).url == address("columns", job)  # type: ignore[attr-defined]
    operator.post(address("start", job))
    assert run_import(job.pk).counters["orders_new"] == 2


def test_starting_twice_starts_once(operator: Client, job: ImportJob) -> None:
    operator.post(address("start", job))
    assert operator.post(address("start", job)).status_code == 302
    for name in ("columns", "preview"):
        assert operator.get(address(name, job)).url == address("job", job)  # type: ignore[attr-defined]


def test_finance_looks_but_does_not_import(operator: Client, job: ImportJob) -> None:
    finance = log_in(Account.objects.get(slug="shop"), "finance")
    assert finance.get(address("list")).status_code == 200
    assert finance.get(address("rejected", job)).status_code == 200
    for name in ("new", "columns", "preview"):
        assert finance.get(address(name, job if name != "new" else None)).status_code == 403, name
    assert drop(finance, ("orders.csv", TAOBAO)).status_code == 403
    assert finance.post(address("start", job)).status_code == 403


def test_support_and_strangers_stay_outside(operator: Client, job: ImportJob) -> None:
    assert log_in(Account.objects.get(slug="shop"), "support").get(address("list")).status_code == 403
    stranger = log_in(Account.objects.create(slug="other", name="Other"), "owner")
    for name in ("job", "columns", "preview", "progress", "rejected", "rejected_csv"):
        assert stranger.get(address(name, job)).status_code == 404, name
        foreign = reverse(f"console:imports:{name}", kwargs={"slug": "other", "job_id": job.pk})
        assert stranger.get(foreign).status_code == 404, name
    for name in ("start", "cancel", "reopen", "columns"):
        foreign = reverse(f"console:imports:{name}", kwargs={"slug": "other", "job_id": job.pk})
        assert stranger.post(foreign).status_code == 404, name


def test_the_list_filters_searches_and_pages(operator: Client) -> None:
    account = Account.objects.get(slug="shop")
    for n in range(45):
        state = "done" if n % 2 else "failed"
        ImportJob.objects.create(
            account=account, file_name=f"{n:02d}%.csv", file="", state=state, created_at=clock.now()
        )
    first = operator.get(address("list")).content.decode()
    assert "44%.csv" in first
    assert "24%.csv" not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "24%.csv" in operator.get(address("list") + following).content.decode()
    failed = operator.get(address("list"), {"state": "failed"}).content.decode()
    assert "44%.csv" in failed
    assert "43%.csv" not in failed
    found = operator.get(address("list"), {"q": "07%"}).content.decode()
    assert "07%.csv" in found
    assert "08%.csv" not in found
    assert operator.get(address("list"), {"cursor": "nonsense"}).status_code == 302


def test_a_failed_import_says_why_in_words(operator: Client) -> None:
    job = ImportJob.objects.create(
        account=Account.objects.get(slug="shop"), file_name="x.csv", file="", state="failed", created_at=clock.now(),
        error="The workbook is damaged or was not downloaded completely.",
    )  # fmt: skip
    assert 'class="notice bad"' in operator.get(address("job", job)).content.decode()
