"""Console pages of fans: the list, one fan, matches to review."""
