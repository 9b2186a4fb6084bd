"""Writes what the platforms would export: one file a channel, in its real columns, encoding and habits."""
