"""Pages of routing on the console."""
