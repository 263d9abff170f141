"""The only code that changes ideas and what is attached to them, one noun a file."""
