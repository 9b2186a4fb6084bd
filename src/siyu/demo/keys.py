"""Under which key each person's behaviour is known: the one by which their orders are matched."""

from __future__ import annotations

import polars as pl

from siyu.demo.book import Book


def person_keys(book: Book) -> pl.DataFrame:
    """Person and key, one row a person in their order."""
    return book.crowd.faces.select(person="number", key="nick")
