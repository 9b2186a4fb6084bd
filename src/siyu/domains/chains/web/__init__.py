"""Pages of chains on the member side."""
