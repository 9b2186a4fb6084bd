"""Doors of groups on the member side: the tab, the way in, the chat, and what leaders do."""
