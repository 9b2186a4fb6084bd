"""The event store: one DuckDB file owned by one engine process, reached over a local socket with Arrow."""
