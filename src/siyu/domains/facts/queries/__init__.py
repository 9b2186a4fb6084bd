"""Reads of facts, one subject a file."""
