"""The pages of publishing, one noun a module."""
