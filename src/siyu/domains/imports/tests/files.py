"""Small export files and one-call imports for the tests of imports."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.presets import HEADERS
from siyu.domains.imports.queries.outcome import outcome

SHARED = Path(__file__).resolve().parents[6] / "shared" / "data"


def sheet(headers: list[str] | tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """CSV text; a row names its cells by header, the rest is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headers)
    for row in rows:
        writer.writerow([row.get(header.strip(), "") for header in headers])
    return out.getvalue()


def preset_file(path: Path, preset: str, rows: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    """An export with the preset's full headers."""
    path.write_bytes(sheet(HEADERS[preset], rows).encode(encoding))
    return path


def taobao(number: str, **cells: str) -> dict[str, str]:
    """One paid Taobao order row."""
    return {
        "订单编号": number, "买家会员名": "tb_one", "买家应付货款": "10", "总金额": "10.00", "买家实际支付金额": "10.00",
        "订单状态": "交易成功", "订单创建时间": "2024-05-01 10:00:00", "订单付款时间": "2024-05-01 10:01:00",
        "宝贝标题": "旗袍", "宝贝种类": "1", "宝贝总数量": "1", "退款金额": "0", "买家服务费": "0元", **cells,
    }  # fmt: skip


def bring(account: Account, file: Path, lines: Path | None = None, **how: Any) -> dict[str, Any]:
    """Import and answer what the command would print."""
    dry_run = how.pop("dry_run", False)
    job = open_job(account, file, lines, resume=not dry_run, **how)
    return outcome(run_import(job.pk, dry_run=dry_run))
