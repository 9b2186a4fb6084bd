"""Metrics as data: what each is, and the compiler that turns them into SQL. Pure; asks no database itself."""
