"""What can be done in insights, one use case a file."""
