"""What staff do about the health of groups: one use case a file."""
