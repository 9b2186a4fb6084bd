"""Pages of chains on the console."""
