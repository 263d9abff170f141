"""Every question asked of the tables of ideas, one noun a file."""
