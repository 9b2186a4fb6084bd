"""What can be done in inbox, one use case a file."""
