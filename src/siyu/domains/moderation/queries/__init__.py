"""What can be read of moderation."""
