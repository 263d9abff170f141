"""The pages of activity, one noun a module."""
