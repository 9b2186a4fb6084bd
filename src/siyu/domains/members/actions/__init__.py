"""What can be done in members, one use case a file."""
