"""Member pages of accounts: open one, take an invitation to work for one."""
