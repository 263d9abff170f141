"""The only writers of awards' tables, one noun a file."""
