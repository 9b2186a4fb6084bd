"""Reads in fans, one subject a file."""
