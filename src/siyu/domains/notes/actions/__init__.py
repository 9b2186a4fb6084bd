"""What can be done in notes, one use case a file."""
