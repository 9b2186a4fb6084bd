"""Owns pro accounts (the tenants), their staff and roles. Not fans, not certification."""
