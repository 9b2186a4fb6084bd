"""Which traces may serve to recognise a buyer: plain names and numbers do, masked and encrypted ones do not."""

from __future__ import annotations

from typing import Final

import polars as pl

from siyu.domains.fans.queries.identity_values import email_value, phone_value, plain_phone
from siyu.domains.imports.reading.cells import each_distinct
from siyu.kernel.text import mask_phone

_NO_ONE: Final = ("匿名", "匿名用户", "匿名买家", "游客", "0")
_MASK: Final = r"\*\*|^(##|\$\$|~)"
_SINGLE_MASK: Final = r"^.\*$|^.\*.$|^\*"
_ADDRESS_CITY: Final = r"(?:^|[省\s]|自治区)\s*([^省市区县\s*]{1,12}(?:市|自治州|地区|盟))"


def readable_name(text: pl.Expr) -> pl.Expr:
    """A buyer's name or id where whole; null where masked (`张**`), encrypted (`##…`, `$$…`) or no one's."""
    hidden = text.str.contains(_MASK) | text.str.contains(_SINGLE_MASK) | text.is_in(_NO_ONE)
    return pl.when(~hidden).then(text.str.slice(0, 128))


def phone_hash(series: pl.Series) -> pl.Series:
    """The keyed hash of each whole mobile number; null for masked, encrypted and other numbers."""
    return each_distinct(series, _hash, pl.String())


def phone_shown(series: pl.Series) -> pl.Series:
    """The masked form of each number: made for whole ones, kept for those that came masked."""
    return each_distinct(series, _shown, pl.String())


def email_folded(series: pl.Series) -> pl.Series:
    """E-mail addresses for comparison; null for what is none or is masked."""
    return each_distinct(
        series, lambda text: email_value(text) if "@" in text and "*" not in text else None, pl.String()
    )


def city(text: pl.Expr) -> pl.Expr:
    """The city of an address (`广东省 深圳市 宝安区 …` → `深圳市`), or the cell itself where it is short."""
    found = text.str.extract(_ADDRESS_CITY)
    return pl.coalesce(found, pl.when(text.str.len_chars() <= 20).then(text))


def _hash(text: str) -> str | None:
    phone = None if "*" in text else plain_phone(text)
    return phone_value(phone) if phone else None


def _shown(text: str) -> str | None:
    if "*" in text:
        return text[:24] if text.replace("*", "").isdigit() else None
    phone = plain_phone(text)
    return mask_phone(phone) if phone else None
