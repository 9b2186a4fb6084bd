"""Pages of checkins on the console."""
