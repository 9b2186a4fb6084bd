"""Hand out the fans list as a file: streamed, safe to open in a spreadsheet, and audited."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Final, Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.conf import FansConf, fans_conf
from siyu.domains.fans.queries.person_list import PersonFilters, stream
from siyu.domains.fans.types import PersonRow
from siyu.kernel.money import format_yuan
from siyu.platform import audit

Format = Literal["csv", "xlsx"]
CONTENT_TYPES: Final[dict[Format, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BLOCK: Final = 64 * 1024
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_persons(desk: Desk, filters: PersonFilters, form: Format) -> Iterator[bytes]:
    """The matching persons as blocks of a CSV (UTF-8 with mark) or XLSX file. Raises Forbidden before anything is sent.

    Phones are masked as on screen; identities' values are not part of it.
    """
    desk.require("fans.export")
    rows = stream(desk.account, filters)  # bad filters are refused now, not in the middle of a download
    audit.record(
        account_id=desk.account.pk,
        actor_id=desk.user.pk,
        act="persons.exported",
        target=f"account:{desk.account.pk}",
        query=filters.to_query(),
        form=form,
    )
    writer: Callable[[Iterator[list[str]]], Iterator[bytes]] = _csv if form == "csv" else _xlsx
    return writer(_table(desk.account, rows))


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP CSV Injection): an apostrophe before a telling start."""
    return f"'{text}" if text.lstrip(" \u3000\ufeff").startswith(_FORMULA_STARTS) or text[:1] in "\t\r\n" else text


def _table(account: Account, rows: Iterator[PersonRow]) -> Iterator[list[str]]:
    yield [
        _("Key"), _("Name"), _("Phone"), _("City"), _("Remark"), _("Channels"), _("Tags"), _("Tier"), _("Stage"),
        _("Orders"), _("Net paid (yuan)"), _("Refunded (yuan)"), _("First order"), _("Last order"), "R", "F", "M",
    ]  # fmt: skip
    conf, zone = fans_conf(account), ZoneInfo(account.time_zone)
    for row in rows:
        yield [defused(cell) for cell in _cells(row, conf, zone)]


def _cells(row: PersonRow, conf: FansConf, zone: ZoneInfo) -> list[str]:
    def moment(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""

    step = conf.step(row.tier)
    chinese = (get_language() or "zh").startswith("zh")
    tier = (step.zh if chinese else step.en) if step else ""
    stages = {
        "prospect": _("Prospect"), "new": _("New"), "active": _("Active"), "loyal": _("Loyal"),
        "lapsing": _("Lapsing"), "lost": _("Lost"),
    }  # fmt: skip
    return [
        row.key, row.name, row.phone_masked, row.city, row.remark, "、".join(row.channels), "、".join(row.tags),
        tier, stages.get(row.stage, ""), str(row.orders),
        format_yuan(row.net_paid_fen).replace(",", ""), format_yuan(row.refunded_fen).replace(",", ""),
        moment(row.first_order_at), moment(row.last_order_at), *(str(score) for score in row.rfm or ("", "", "")),
    ]  # fmt: skip


def _csv(rows: Iterator[list[str]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield b"\xef\xbb\xbf"
    for row in rows:
        writer.writerow(row)
        if buffer.tell() >= _BLOCK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    block = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return block


def _xlsx(rows: Iterator[list[str]]) -> Iterator[bytes]:
    with TemporaryFile() as file:
        _write_sheet(file, rows)
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block


def _write_sheet(file: IO[bytes], rows: Iterator[list[str]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # only when somebody exports

    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
