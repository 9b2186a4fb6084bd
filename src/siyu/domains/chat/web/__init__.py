"""Doors of conversations on the member side: the log as JSON, and what one does with a message."""
