"""Owns the convention: reports, one review queue, penalties, word lists, limits of newcomers. Not the content."""
