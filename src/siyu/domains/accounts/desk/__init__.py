"""Console pages of the account itself: settings, staff, audit log."""
