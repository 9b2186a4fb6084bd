"""What can be done to accounts, one use case a file."""
