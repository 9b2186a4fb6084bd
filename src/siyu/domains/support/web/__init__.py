"""Doors of support on the member side."""
