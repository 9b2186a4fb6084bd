"""What can be done in chat, one use case a file."""
