"""Pure decisions of replication: what counts as evidence, when the gate opens, what is one's own."""
