"""Owns the vocabulary of facts: event kinds and channels with their words, and what one row of the event store means.

Beside the usual rooms: `kinds` and `channels` are the vocabulary, `reading/` reads and checks files of facts. All three
are open to the domains above.
"""
