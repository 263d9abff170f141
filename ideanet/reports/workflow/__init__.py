"""The only code that writes goals and credits, one noun a file."""
