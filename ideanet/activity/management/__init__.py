"""What those who run the site ask of the event log."""
