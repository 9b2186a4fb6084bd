"""What can be done in media, one use case a file."""
