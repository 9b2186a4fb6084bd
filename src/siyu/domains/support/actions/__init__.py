"""What can be done in support, one use case a file."""
