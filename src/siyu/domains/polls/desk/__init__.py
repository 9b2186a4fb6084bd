"""Pages of polls on the console."""
