"""The back office of platform staff: accounts, health, jobs."""
