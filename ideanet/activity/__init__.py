"""What happened: events, follows, notices and the outbox."""
