"""The pages of councils, one noun a module."""
