"""Owns log-ins: users, passwords, second factors. Not what an account knows about a person: that is `fans`."""
