"""Which menu of which platform exports which file; menus move, so the words say what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Source:
    """A platform: where its export hides, and which file or files to drop."""

    channel: str
    name: Promise
    mark: str
    menu: Promise
    file: Promise


SOURCES: Final = (
    Source(
        "taobao",
        _("Taobao / Tmall"),
        "淘",
        _("Qianniu → Trade → Sold items → Batch export"),
        _("Order report (ExportOrderList) and goods report (ExportOrderDetailList); drop both together"),
    ),
    Source(
        "douyin",
        _("Douyin shop"),
        "抖",
        _("Orders → Order management → Export orders → Export records"),
        _("One CSV or XLSX; one row for each item is right"),
    ),
    Source(
        "kuaishou",
        _("Kuaishou shop"),
        "快",
        _("Orders → Order query → Export → Download records"),
        _("One file with all columns ticked"),
    ),
    Source(
        "xiaohongshu",
        _("Xiaohongshu"),
        "红",
        _("Qianfan → Orders → Order query → Batch export"),
        _("The sheet 订单信息; ID-card columns are dropped unread"),
    ),
    Source(
        "weixin",
        _("Weixin shop"),
        "微",
        _("Orders and delivery → Order management → Export orders"),
        _("One file; old and new column names both work"),
    ),
    Source(
        "youzan",
        _("Youzan"),
        "赞",
        _("Orders → Order query → Export → Report by order or by goods"),
        _("The report by order, or the report by goods"),
    ),
    Source(
        "pinduoduo",
        _("Pinduoduo"),
        "拼",
        _("Delivery → Order query → Batch export"),
        _("This export names no buyer: orders count, fans do not"),
    ),
    Source(
        "jd",
        _("JD"),
        "京",
        _("Orders → Order query and tracking → Export"),
        _("One file with the buyer's log-in column"),
    ),
    Source(
        "other",
        _("Anything else"),
        "表",
        _("Any CSV or Excel table that has an order number and a time"),
        _("You say once which column means what; we remember it"),
    ),
)
