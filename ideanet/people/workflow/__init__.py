"""The only code that writes people, organisations, credentials and guidelines."""
