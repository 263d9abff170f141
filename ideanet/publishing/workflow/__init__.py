"""The only code that changes drafts, quotes, channels and deliveries, one noun a file."""
