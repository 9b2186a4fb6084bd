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

COUNT_STEPS: Final[Words] = {
    "read": _("Reading the file"),
    "gather": _("Gathering orders and people"),
    "apply": _("Counting what is new, changed and known"),
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
    "possible_matches": _("People who may be one by masked number, city and name: decide on the page of matches."),
    "crowded_matches": _("Masked numbers that too many people of one city share: nobody was proposed for these."),
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
    "unreadable_row": _(
        "Reading stops near row %(row)s: a quotation mark opens there and never closes, or the row is longer than "
        "2 MB. Look at that row, or download the file once more."
    ),
    "unknown_layout": _("Nobody knows these columns yet. Say what they mean."),
    "unknown_lines": _("Nobody knows the columns of the goods file. Drop in the order file alone."),
    "unknown_preset": _("There is no platform “%(preset)s”. Choose one of the list."),
    "lacks_columns": _(
        "This is no file of “%(preset)s”: its column “%(header)s” is missing. Choose another platform, or choose the "
        "columns yourself."
    ),
    "no_column": _("This file has no column “%(header)s”. Choose another one for “%(field)s”."),
    "no_columns": _("Choose the columns first: at least a time and an amount."),
    "no_time": _("Choose the column of the order time or of the payment time."),
    "no_amount": _("Say what was paid: a column for the amount asked or paid, or quantity and unit price."),
    "two_columns": _("Quantity × unit price needs both columns: choose them above."),
    "unknown_key": _("A mapping has no “%(key)s”: take it out of the file, or mend its spelling."),
    "not_an_object": _("“%(key)s” of the mapping must be pairs of a name and a value."),
    "not_text": _("“%(key)s” of the mapping must be text."),
    "skip_rows": _("Type a number of rows from 0 to 1000."),
    "unknown_meaning": _("The state “%(value)s” cannot mean “%(key)s”: choose one of the meanings offered."),
    "refund_letters": _("For refunds by letters, choose the column and type the letters."),
    "refund_quantity": _("Refunds by a negative quantity need the column “Quantity”: choose it above."),
    "no_refund_column": _("This file has no column “%(header)s”. Choose the column in which refunds show."),
    "encoding": _("There is no encoding “%(value)s”. Choose one of the list, or let it be detected."),
    "delimiter": _("A separator is one character."),
}

ENCODINGS: Final = ("utf-8", "gb18030", "utf-16", "big5")
DELIMITERS: Final = ((",", _("comma")), (";", _("semicolon")), ("tab", _("tab")), ("|", "|"))
