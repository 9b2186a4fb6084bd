"""The presets and saved mappings one can choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import Mapping
from siyu.domains.imports.presets import ALL
from siyu.domains.imports.reading.layouts import headers_key


@dataclass(frozen=True)
class PresetRow:
    """A preset as a list shows it."""

    name: str
    label_zh: str
    label_en: str


def presets() -> list[PresetRow]:
    """The presets for order files; line files are recognised beside them."""
    return [PresetRow(p.name, p.label_zh, p.label_en) for p in ALL if p.role == "orders"]


def saved_mappings(desk: Desk, headers: Sequence[str] | None = None) -> list[Mapping]:
    """The account's mappings, newest first; with `headers`, only those saved for a file with the same headers."""
    desk.require("imports.view")
    mappings = Mapping.objects.of(desk.account).order_by("-saved_at")
    return list(mappings if headers is None else mappings.filter(headers_key=headers_key(headers)))
