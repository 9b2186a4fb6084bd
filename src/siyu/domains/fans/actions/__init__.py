"""What can be done in fans, one use case a file."""
