"""The access matrix: role by URL by method by object."""
