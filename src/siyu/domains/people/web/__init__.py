"""The members' way in."""
