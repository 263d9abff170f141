"""The pages of reports, one noun a module."""
