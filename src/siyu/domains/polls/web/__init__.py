"""Pages of polls on the member side."""
