"""Doors of notes on the member side."""
