"""Where accounts keep files."""
