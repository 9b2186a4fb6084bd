"""Pages of checkins on the member side."""
