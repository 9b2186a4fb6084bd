"""Owns conversations: the message log with its order, read positions, recall, pins.

Not who may be in one, or lead there: `groups` and `support` say so through `types.kinds`.
"""
