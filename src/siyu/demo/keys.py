"""Under which key each person's behaviour is known when nothing is known of imported orders."""

from __future__ import annotations

import polars as pl

from siyu.demo.book import Book
from siyu.demo.exports.cells import user_number
from siyu.demo.spec import XIAOHONGSHU


def person_keys(book: Book) -> pl.DataFrame:
    """Person and key, one row a person in their order: the number 小红书 gave its people, the nick of the others."""
    home = pl.Series("home", book.crowd.home)
    key = pl.when(pl.col("home") == XIAOHONGSHU).then(user_number("number")).otherwise("nick")
    return book.crowd.faces.with_columns(home).select(person="number", key=key)
