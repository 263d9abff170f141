"""The event log at the command line."""
