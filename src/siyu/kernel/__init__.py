"""Plain Python that every floor above may use: money, ids, clock, paging, text, errors. No Django here."""
