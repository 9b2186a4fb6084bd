"""The doors of reviewers: the same pages for staff of an account and for platform staff."""
