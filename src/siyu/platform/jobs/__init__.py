"""Work that outlives a request: tasks queued in the transaction of their cause, with progress people can watch."""
