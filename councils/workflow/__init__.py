"""The only code that changes councils, seats, reviews and decisions, one noun a file.

Locks are taken in one order everywhere: the council, the idea, the review, the assignment.
"""
