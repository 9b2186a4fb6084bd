"""Reads in segments, one subject a file."""
