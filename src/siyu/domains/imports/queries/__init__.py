"""Reads in imports, one subject a file."""
