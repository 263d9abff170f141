"""What people may send to the rooms of ideas, one noun a file."""
