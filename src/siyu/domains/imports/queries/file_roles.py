"""What part of an export a file is: orders, the lines of orders, or something nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from siyu.domains.imports.reading.layouts import detect_layout
from siyu.domains.imports.reading.table import look


@dataclass(frozen=True)
class FileRole:
    """The part, and the buyer's name space of the platform it comes from ("" when unknown)."""

    role: Literal["orders", "lines", "unknown"]
    scope: str


def role_of(path: Path) -> FileRole:
    """Look at the headers of a file. Raises NotATable."""
    headers = look(path).headers
    orders = detect_layout(headers, "orders")
    if orders is not None:
        return FileRole("orders", orders.scope)
    lines = detect_layout(headers, "lines")
    return FileRole("lines", lines.scope) if lines is not None else FileRole("unknown", "")
