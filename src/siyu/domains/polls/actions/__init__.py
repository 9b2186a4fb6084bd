"""What changes polls, one use case a file."""
