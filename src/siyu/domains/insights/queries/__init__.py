"""Reads in insights, one subject a file."""
