"""Pages of programmes on the console."""
