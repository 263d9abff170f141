"""Award cycles, entries, judging and results."""
