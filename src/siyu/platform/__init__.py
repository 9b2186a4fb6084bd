"""Django plumbing without business words; every domain stands on it, it knows none of them."""
