"""A community of any size, for measuring: written with COPY, consistent with what the workflow would have written."""
