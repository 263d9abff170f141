"""The pages of ideas, one noun a module."""
