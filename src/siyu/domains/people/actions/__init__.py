"""What people can do to their own log-in, one use case a file."""
