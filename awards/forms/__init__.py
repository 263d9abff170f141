"""The forms of awards, one noun a file."""
