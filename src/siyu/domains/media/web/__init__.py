"""Doors of media: sending a file, watching its conversion, and the addresses of what came of it."""
