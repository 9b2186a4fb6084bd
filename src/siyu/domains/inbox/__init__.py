"""Owns notices to people (in the app and by web push). Not conversations: those are `chat`."""
