"""The doors of moderation on the member side."""
