"""What can be read of replication: evidence, the gate, the clones."""
