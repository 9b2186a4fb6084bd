"""What can be done in imports, one use case a file."""
