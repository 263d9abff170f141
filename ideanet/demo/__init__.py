"""A fictional company in the middle of its year: what a newcomer sees first."""
