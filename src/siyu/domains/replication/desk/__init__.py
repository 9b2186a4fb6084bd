"""Doors of replication in the console."""
