"""Every question asked of the tables of awards, one noun a file."""
