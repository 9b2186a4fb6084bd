"""What can be done in groups, one use case a file."""
