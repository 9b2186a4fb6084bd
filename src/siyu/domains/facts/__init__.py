"""Owns the vocabulary of facts: event kinds with their words, and what one row of the event store means."""
