"""The doors of notices on the member side."""
