"""The limit: what Django does with these tables when it does nothing else."""
