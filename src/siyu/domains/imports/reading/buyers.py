"""Which traces may serve to recognise a buyer: plain names and numbers do, masked and encrypted ones do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import polars as pl

from siyu.domains.fans.queries.identity_values import email_value, phone_value, plain_phone
from siyu.domains.imports.reading.cells import each_distinct
from siyu.kernel.text import mask_phone

_PLAIN_PHONE: Final = r"^1[0-9]{10}$"
_NO_ONE: Final = ("匿名", "匿名用户", "匿名买家", "游客", "0")
_MASK: Final = r"\*\*|^(##|\$\$|~)"
_SINGLE_MASK: Final = r"^.\*$|^.\*.$|^\*"
_ADDRESS_CITY: Final = r"(?:^|[省\s]|自治区)\s*([^省市区县\s*]{1,12}(?:市|自治州|地区|盟))"


def readable_name(text: pl.Expr) -> pl.Expr:
    """A buyer's name or id where whole; null where masked (`张**`), encrypted (`##…`, `$$…`) or no one's."""
    hidden = text.str.contains(_MASK) | text.str.contains(_SINGLE_MASK) | text.is_in(_NO_ONE)
    return pl.when(~hidden).then(text.str.slice(0, 128))


def receiver(text: pl.Expr) -> pl.Expr:
    """The name of who gets the goods, masked ones (`张**`) too; null where encrypted or no one's."""
    return pl.when(~(text.str.contains(r"^(##|\$\$|~)") | text.is_in(_NO_ONE))).then(text)


def phone_hash(series: pl.Series) -> pl.Series:
    """The keyed hash of each whole mobile number; null for masked, encrypted and other numbers."""
    plain, odd = _plain_and_odd(series)
    return _filled(each_distinct(plain, phone_value, pl.String()), odd, _hash)


def phone_shown(series: pl.Series) -> pl.Series:
    """The masked form of each number: made for whole ones, kept for those that came masked."""
    plain, odd = _plain_and_odd(series)
    return _filled(plain.str.slice(0, 3) + "****" + plain.str.slice(7), odd, _shown)


def _plain_and_odd(series: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Numbers written as eleven digits, and those that the rules below must look at one by one."""
    plain = series.str.contains(_PLAIN_PHONE)
    both = pl.select(plain=pl.when(plain).then(series), odd=pl.when(~plain).then(series))
    return both["plain"], both["odd"]


def _filled(read: pl.Series, odd: pl.Series, rule: Callable[[str], str | None]) -> pl.Series:
    """What was read at once, and the odd values by the rule for each."""
    if odd.null_count() == len(odd):
        return read
    return pl.select(pl.coalesce(read, each_distinct(odd, rule, pl.String()))).to_series()


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
