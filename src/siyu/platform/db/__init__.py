"""The transactional store: safe settings for SQLite and PostgreSQL, transactions, and bulk rows."""
