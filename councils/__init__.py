"""Councils, seats, reviews and decisions."""
