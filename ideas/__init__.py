"""Ideas, their revisions, evidence, votes, comments and themes."""
