"""The pages of awards, one noun a module."""
