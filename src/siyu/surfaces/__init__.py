"""Whole faces of the product put together from the domains: console, staff; the member side comes here too."""
