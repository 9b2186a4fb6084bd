"""The way out for facts: stated in the transaction of their cause, delivered after commit, at least once, in order."""
