"""What it adds up to: goals, credit, executive pages."""
