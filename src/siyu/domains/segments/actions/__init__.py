"""What can be done in segments, one use case a file."""
