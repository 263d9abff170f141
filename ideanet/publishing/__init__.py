"""Approved ideas out into the world: drafts and channels."""
