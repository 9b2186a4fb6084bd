"""Words for what imports say in codes: states, fields, steps, reasons of rejected rows, warnings."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

STATES: Final[Words] = {
    "preview": _("to be confirmed"),
    "waiting": _("waiting"),
    "running": _("importing"),
    "done": pgettext_lazy("import", "done"),
    "failed": _("failed"),
    "cancelled": _("cancelled"),
}
STATE_COLOURS: Final = {
    "preview": "amber", "waiting": "indigo", "running": "indigo", "done": "jade", "failed": "red", "cancelled": "",
}  # fmt: skip

STEPS: Final[Words] = {
    "read": _("Read the file"),
    "gather": _("Gather orders and people"),
    "apply": _("Write orders and fans"),
}

FIELDS: Final[Words] = {
    "order_id": _("Order number"),
    "person": _("Buyer (nick or member name)"),
    "ordered_at": _("Ordered at"),
    "paid_at": _("Paid at"),
    "status": _("Order status"),
    "total": _("Amount asked"),
    "paid": _("Amount paid"),
    "refunded": _("Amount refunded"),
    "quantity": _("Quantity"),
    "unit_price": _("Unit price"),
    "title": _("Goods title"),
    "sku": _("Goods code (SKU)"),
    "channel": _("Channel"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "city": _("City"),
}
OTHER_FIELDS: Final[Words] = {
    "row": _("Whole row"),
    "amount": _("Amount"),
    "kinds": _("Kinds of goods"),
    "shipped_at": _("Shipped at"),
    "received_at": _("Received at"),
    "line_refunded": _("Refund of the line"),
}
FIELD_HINTS: Final[Words] = {
    "order_id": _("needed; rows with the same number become one order"),
    "person": _("without one, orders stay anonymous"),
    "ordered_at": _("needed, unless there is a payment time"),
    "phone": _("kept as a keyed hash for matching and masked for reading"),
    "refunded": _("what was given back; never subtracted twice"),
}

STATUS_WORDS: Final[Words] = {
    "placed": _("ordered, not paid"),
    "paid": pgettext_lazy("order status", "paid"),
    "shipped": _("shipped"),
    "received": _("received"),
    "refunded": _("refunded"),
    "closed": _("closed"),
}

REASONS: Final[Words] = {
    "missing": _("nothing stands there"),
    "digits_lost": _("Excel wrote the number as 1.23E+15 and lost its digits: export again, open it as text"),
    "too_long": _("too long to be true"),
    "not_money": _("not an amount of money"),
    "not_a_time": _("not a date and time"),
    "not_a_number": _("not a number"),
    "no_such_order": _("the order of this line is not in the order file"),
    "too_many_cells": _("more cells than the header has"),
}

WARNINGS: Final[Words] = {
    "summary_rows": _("Summary rows at the end were left out."),
    "unknown_status": _("Order states that nobody knows; they were guessed from the times. Map them if that matters."),
    "adjustments": _("Lines of zero or less that are no refund are kept as adjustments, not as orders."),
    "truncated_ids": _(
        "Order numbers end in zeros: Excel keeps only 15 digits. Export again and do not open the file in Excel before."
    ),
    "stray_quotes": _("Quotation marks that were opened and never closed; the rest was read as well as it can be."),
    "weak_matches": _("People who may be the same: decide on the page of matches."),
    "more_rejected": _("More rows were refused than the list keeps."),
    "unreadable_characters": _("Characters that cannot be read were replaced."),
}

FAULTS: Final[Words] = {
    "missing": _("The file is not there any more. Drop it in again."),
    "empty": _("This file is empty. Export it once more."),
    "pdf": _("This is a PDF. Export the orders as CSV or Excel and drop that file in."),
    "image": _("This is a picture. Export the orders as CSV or Excel and drop that file in."),
    "old_excel": _("This is an old .xls workbook. Save it as .xlsx or CSV and drop that in."),
    "archive": _("This file is packed. Unpack it and drop in the CSV or Excel file inside."),
    "binary": _("This is not a table of text. Export the orders as CSV or Excel and drop that file in."),
    "damaged": _("This workbook is damaged, or was not downloaded completely. Download it once more."),
    "too_large": _("This workbook is too large. Save the sheet as CSV and drop that in."),
    "too_wide": _("This file has more columns than any export."),
    "no_table": _("No table was found: a header row and at least two columns are needed."),
    "unknown_layout": _("Nobody knows these columns yet. Say what they mean."),
    "unreadable_row": _("The table breaks off in the middle. Download the file once more."),
}

ENCODINGS: Final = ("utf-8", "gb18030", "utf-16", "big5")
DELIMITERS: Final = ((",", _("comma")), (";", _("semicolon")), ("tab", _("tab")), ("|", "|"))
