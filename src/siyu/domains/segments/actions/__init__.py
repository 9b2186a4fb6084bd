"""What can be done to segments, one use case a file."""
