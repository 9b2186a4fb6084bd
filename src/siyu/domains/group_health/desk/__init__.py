"""Pages of group health on the console."""
