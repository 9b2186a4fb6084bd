"""Doors of notes in the console: what was published, what will be, what people say about it."""
